import type { Place } from '../../diagnostics/diagnostic.js';
import { costName, POLICY_COST } from '../cost.js';
import type { ModelDocument } from '../document.js';
import { isFunctionName } from '../functions.js';
import { RESERVED_WORDS } from '../names.js';
import type { Defining } from './defining.js';
import { SECTIONS } from './defining.js';

export function checkNames(d: Defining): void {
  const names: { name: string; section: string; place: Place }[] = [];
  const document = d.yaml.value;
  const made = madeNames(document);
  for (const section of [...SECTIONS, 'tables', 'dimensions'] as const) {
    for (const name of Object.keys(document[section] ?? {})) {
      const place = d.yaml.placeOfKey([section, name]);
      names.push({ name, section, place });
      if (made.has(name)) {
        const what = `${name} is made by toguna, from what levers cost`;
        d.diagnostics.error('reserved-name', place, what, { expected: 'another name' });
      }
      checkReserved(d, name, section, place);
    }
  }
  // Of two, the one that stands later in the file is one too many.
  names.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const seen = new Map<string, string>();
  for (const { name, section, place } of names) {
    const other = seen.get(name);
    if (other === undefined) seen.set(name, section);
    else {
      const what = `the name ${name} is already used in ${other}`;
      d.diagnostics.error('duplicate-name', place, what, { expected: 'another name' });
    }
  }
}

/** The names of the costs that levers bring with them. */
function madeNames({ levers }: ModelDocument): ReadonlySet<string> {
  const costs = Object.entries(levers ?? {}).flatMap(([name, { cost }]) =>
    cost === undefined ? [] : [costName(name)],
  );
  return new Set(costs.length === 0 ? [] : [...costs, POLICY_COST]);
}

// A quantity may bear the name of a function (papers call things gamma): only a call is a call. A table is called too.
function checkReserved(d: Defining, name: string, section: string, place: Place): void {
  if (RESERVED_WORDS.has(name)) {
    d.diagnostics.error('reserved-name', place, `${name} has a meaning of its own in expressions`, {
      expected: 'another name',
    });
  } else if (section === 'tables' && isFunctionName(name)) {
    d.diagnostics.error('reserved-name', place, `${name} is the name of a function`, {
      expected: 'another name',
    });
  }
}
