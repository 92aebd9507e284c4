import type { Distribution } from '../model/distribution.js';
import type { FactWords } from './fact-words.js';

/**
 * A distribution in words: `triangular, lowest 0, most likely 0.3, highest 0.9`.
 * @param number writes a number in the language of `words`.
 */
export function distributionText(
  distribution: Distribution,
  words: FactWords,
  number: (value: number) => string,
): string {
  const { distributions } = words;
  const named = (key: string) => distributions[key] ?? key;
  if (distribution.kind === 'discrete') {
    const { values, weights } = distribution;
    const total = weights?.reduce((sum, one) => sum + one, 0) ?? values.length;
    const parts = values.map((value, i) => withShare(number(value), weights?.[i] ?? 1, total));
    return `${named('discrete')} ${parts.join(', ')}`;
  }
  if (distribution.kind === 'mixture') {
    const total = distribution.parts.reduce((sum, one) => sum + one.weight, 0);
    const parts = distribution.parts.map((one) =>
      withShare(distributionText(one.distribution, words, number), one.weight, total),
    );
    return `${named('mixture')} ${parts.join('; ')}`;
  }
  const { kind, ...numbers } = distribution;
  const parts = Object.entries(numbers).map(([key, value]) => {
    // The second number of a beta distribution has the name of the distribution.
    const label = named(key === 'beta' ? 'beta_' : key);
    return kind === 'fixed' ? number(value) : `${label} ${number(value)}`;
  });
  return kind === 'fixed' ? `${named(kind)} ${parts.join('')}` : [named(kind), ...parts].join(', ');
}

function withShare(text: string, weight: number, total: number): string {
  return `${text} (${Math.round((100 * weight) / total)} %)`;
}
