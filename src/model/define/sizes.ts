import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import type { YamlFile } from '../../diagnostics/yaml.js';
import type { ModelDocument } from '../document.js';
import { sizeOf } from '../elements.js';
import type { Dimension } from '../model.js';
import { grouped, MAX_ELEMENTS } from '../size.js';
import { SECTIONS } from './defining.js';

/**
 * Multiplies the sizes of dimensions before room is made for anything that varies over them.
 * @returns false after a diagnostic at the first entry that is too much.
 */
export function checkElements(
  yaml: YamlFile<ModelDocument>,
  dimensions: ReadonlyMap<string, Dimension>,
  diagnostics: Diagnostics,
): boolean {
  let all = 0;
  for (const section of SECTIONS) {
    for (const [name, { over }] of Object.entries(yaml.value[section] ?? {})) {
      const dims = new Set(over === undefined ? [] : [over].flat());
      all += sizeOf([...dims], dimensions);
      if (all <= MAX_ELEMENTS) continue;
      const place = yaml.placeOf([section, name, ...(over === undefined ? [] : ['over'])]);
      diagnostics.error('size', place, `the model has ${grouped(all)} elements`, {
        expected: `at most ${grouped(MAX_ELEMENTS)}`,
      });
      return false;
    }
  }
  return true;
}
