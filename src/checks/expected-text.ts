import type { Expectation } from './check.js';

/** What an expectation wants, as text: `872.1716 +- 1e-7`, `600 to 700`, `above 0 in 80 % of worlds`. */
export function expectedText(expectation: Expectation): string {
  const { condition, share } = expectation;
  const worlds = share === undefined ? '' : ` in ${Number((share * 100).toFixed(2))} % of worlds`;
  switch (condition.kind) {
    case 'equals': {
      const off = condition.tolerance === 0 ? '' : ` +- ${short(condition.tolerance)}`;
      return `${numberText(condition.value)}${off}${worlds}`;
    }
    case 'between':
      return `${numberText(condition.low)} to ${numberText(condition.high)}${worlds}`;
    case 'above':
    case 'below':
      return `${condition.kind} ${numberText(condition.value)}${worlds}`;
    case 'trend':
      return `${condition.trend.replace('_', ' ')}${worlds}`;
  }
}

/** A number with at most 12 digits, as JavaScript writes it. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  return String(Number(value.toPrecision(12))).replace('e+', 'e');
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
