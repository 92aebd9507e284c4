import { nearest } from '../diagnostics/nearest.js';
import type { Expr } from '../model/expr.js';
import { namesIn } from '../model/expr.js';
import type { Model, Variable } from '../model/model.js';
import { parseExpression } from '../model/syntax.js';
import type { Context } from './context.js';
import type { Intervention } from './intervention.js';
import type { Part } from './part.js';

/**
 * Reports rules that cannot be read or use names that do not exist, and rules that are looked at as the run begins and there look at what they decide: no month before the
 * first could break the circle.
 */
export function checkRules(interventions: readonly Intervention[], context: Context): void {
  for (const { target } of interventions) {
    if (target.rule !== undefined) checkNames(target.rule, context);
  }
  const early = interventions.filter(
    (one) => one.target.rule !== undefined && one.delivery.start <= 0,
  );
  for (const { name, lever, target } of early) {
    const { rule } = target;
    if (rule === undefined) continue;
    const seen = leversBehind(rule.value, context.model, early);
    if (!seen.has(lever.name)) continue;
    context.diagnostics.error(
      'rule-loop',
      rule.file.placeOf(rule.path),
      `rule ${name} decides lever ${lever.name} as the run begins, but reads a variable that depends on ${lever.name} at that moment`,
      { expected: 'a rule over stocks, inputs or parameters, or a start after the first month' },
    );
  }
}

// Read here once more than needed, so that what is wrong points into the rule, not into what is made of it.
function checkNames(rule: Part<string>, { model, diagnostics }: Context): void {
  const placeIn = (offset: number, length: number) =>
    rule.file.placeInText(rule.path, offset, length);
  const syntax = parseExpression(rule.value, placeIn, diagnostics);
  const open = syntax === undefined ? [] : [syntax];
  const known = [...model.variables.keys()].filter((name) => !name.includes('__'));
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.kind === 'operator' || part.kind === 'call') open.push(...part.args);
    if (part.kind !== 'name' && part.kind !== 'element') continue;
    const { name, at } = part;
    if (known.includes(name) || BUILT_IN.has(name) || model.dimensions.has(name)) continue;
    diagnostics.error('unknown-variable', at, `the model ${model.name} has no variable "${name}"`, {
      nearest: () => nearest(name, known),
    });
  }
}

const BUILT_IN = new Set(['time', 'dt', 'pi']);

/** The levers on which the names in `text` depend in the same step, through equations and other early rules. */
function leversBehind(text: string, model: Model, early: readonly Intervention[]): Set<string> {
  const levers = new Set<string>();
  const seen = new Set<string>();
  const open = namesInText(text);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const variable = model.variables.get(name);
    if (variable === undefined || seen.has(name)) continue;
    seen.add(name);
    if (variable.kind === 'lever') {
      levers.add(name);
      for (const { lever, target } of early) {
        if (lever === variable && target.rule) open.push(...namesInText(target.rule.value));
      }
    }
    for (const expr of atOnce(variable)) open.push(...namesIn(expr));
  }
  return levers;
}

/** What a variable depends on at the start of a run. */
function atOnce(variable: Variable): readonly Expr[] {
  switch (variable.kind) {
    case 'auxiliary':
    case 'flow':
      return [variable.equation];
    case 'stock':
    case 'memory':
      return [variable.initial];
    default:
      return [];
  }
}

function namesInText(text: string): string[] {
  return text.match(/[A-Za-z][A-Za-z0-9_]*/g) ?? [];
}
