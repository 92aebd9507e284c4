import type { Dimension } from '../../model/model.js';
import type { Words2 } from './philox.js';
import { hashOf } from './philox.js';

/** The lowest bits of the second word are 0: there the number of an attempt is added, which stays below 4,096. */
const ATTEMPT_BITS = 12;

/** What a draw without dimensions has instead of the names of elements. */
export const NO_ELEMENT: Words2 = [0, 0];

/** An element of each of some dimensions: pairs of a dimension and the element of it at hand. */
export type ElementsAtHand = readonly (readonly [dimension: string, element: string])[];

/** All elements over some dimensions, the last one fastest. */
export function elementsOver(
  dims: readonly string[],
  dimensions: ReadonlyMap<string, Dimension>,
): readonly ElementsAtHand[] {
  let list: readonly ElementsAtHand[] = [[]];
  for (const dim of dims) {
    const elements = dimensions.get(dim)?.elements ?? [];
    list = list.flatMap((hand) => elements.map((element) => [...hand, [dim, element] as const]));
  }
  return list;
}

/**
 * Two words of a draw's counter, made from the names of the elements at hand: 52 bits. Regions that are added,
 * removed or put in another order change nothing for the others, nor does the order of the dimensions.
 *
 * Two elements of the largest model there may be (200,000 elements) share their words by chance in one of about
 * 200,000 models.
 */
export function elementWords(elements: ElementsAtHand): Words2 {
  if (elements.length === 0) return NO_ELEMENT;
  const parts = elements.map(([dimension, element]) => `${dimension}=${element}`).sort();
  const [high, low] = hashOf(parts.join());
  return [high, ((low >>> ATTEMPT_BITS) << ATTEMPT_BITS) >>> 0];
}
