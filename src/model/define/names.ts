import type { Place } from '../../diagnostics/diagnostic.js';
import { isFunctionName } from '../functions.js';
import { RESERVED_WORDS } from '../names.js';
import type { Defining } from './defining.js';
import { SECTIONS } from './defining.js';

export function checkNames(d: Defining): void {
  const seen = new Map<string, string>();
  const document = d.yaml.value;
  for (const section of [...SECTIONS, 'tables', 'dimensions'] as const) {
    for (const name of Object.keys(document[section] ?? {})) {
      const place = d.yaml.placeOfKey([section, name]);
      const other = seen.get(name);
      if (other !== undefined) {
        d.diagnostics.error(
          'duplicate-name',
          place,
          `the name ${name} is already used in ${other}`,
        );
      }
      seen.set(name, section);
      checkReserved(d, name, section, place);
    }
  }
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
