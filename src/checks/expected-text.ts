import type { Expectation } from './check.js';

/** What an expectation wants, as text: `872.1716 ± 1e-7`, `600 to 700`, `above 0 in 80 % of worlds`. */
export function expectedText(expectation: Expectation): string {
  const { condition, share } = expectation;
  const worlds = share === undefined ? '' : ` in ${digits(share * 100, 4)} % of worlds`;
  switch (condition.kind) {
    case 'equals': {
      const { value, tolerance } = condition;
      const off = tolerance === 0 ? '' : ` ± ${digits(tolerance, 3)}`;
      return `${digits(value)}${off}${worlds}`;
    }
    case 'between':
      return `${digits(condition.low)} to ${digits(condition.high)}${worlds}`;
    case 'above':
    case 'below':
      return `${condition.kind} ${digits(condition.value)}${worlds}`;
    case 'trend': {
      const { trend, tolerance } = condition;
      const off = tolerance === 0 ? '' : `, within ${digits(tolerance, 3)}`;
      return `${trend.replace('_', ' ')}${off}${worlds}`;
    }
  }
}

/** A number with at most `most` digits, and without their zeros: `0.25`, `1.5e-7`. */
export function digits(value: number, most = 12): string {
  if (!Number.isFinite(value)) return 'not a number';
  const rounded = Number(value.toPrecision(most));
  const size = Math.abs(rounded);
  if (size === 0 || (size >= 1e-3 && size < 1e15)) return String(rounded);
  return rounded.toExponential().replace('e+', 'e');
}
