import type { Diagnostics } from '../diagnostics/diagnostic.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Model } from '../model/model.js';
import type { Part } from './part.js';
import { placeOf } from './part.js';

/**
 * Puts the metrics of models in the order that scenarios ask for. The same model and order give the same object, so
 * that what is compiled for it is shared.
 */
export function outcomeOrders(diagnostics: Diagnostics) {
  const ordered = new Map<Model, Map<string, Model>>();
  return (model: Model, outcomes: Part<readonly string[]>): Model => {
    const orders = ordered.get(model) ?? new Map<string, Model>();
    ordered.set(model, orders);
    const key = outcomes.value.join('\n');
    const known = orders.get(key);
    if (known !== undefined) return known;
    checkNames(model, outcomes, diagnostics);
    const made = withFirst(model, outcomes.value);
    orders.set(key, made);
    return made;
  };
}

function checkNames(model: Model, outcomes: Part<readonly string[]>, diagnostics: Diagnostics) {
  const names = model.metrics.map((one) => one.name);
  const { value } = outcomes;
  value.forEach((name, at) => {
    const place = placeOf(outcomes, [at]);
    if (!names.includes(name)) {
      diagnostics.error(
        'unknown-name',
        place,
        `the model ${model.name} has no metric ${JSON.stringify(name)}`,
        { expected: `one of ${names.join(', ')}`, nearest: nearest(name, names) },
      );
    } else if (value.indexOf(name) < at) {
      diagnostics.error('duplicate-name', place, `${name} stands twice in outcomes`, {
        expected: 'each metric once',
      });
    }
  });
}

function withFirst(model: Model, first: readonly string[]): Model {
  const rank = (name: string) => {
    const at = first.indexOf(name);
    return at < 0 ? first.length : at;
  };
  const { definitions } = model;
  return {
    ...model,
    outcomes: first,
    metrics: model.metrics.toSorted((a, b) => rank(a.name) - rank(b.name)),
    definitions: {
      ...definitions,
      metrics: definitions.metrics.toSorted((a, b) => rank(a.metric.name) - rank(b.metric.name)),
    },
  };
}
