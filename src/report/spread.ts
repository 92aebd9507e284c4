import type { MetricComparison } from '../analysis/comparison.js';
import { isSlight } from '../analysis/verdict.js';
import { formatDifference, formatNumber } from './number.js';
import type { Language, ReportWords } from './words.js';

/** A change that is too small to be seen beside the number that changes. */
export const SLIGHT_CHANGE = '~0';

/**
 * The 5 to 95 % range under a scenario. Where the mean lies outside it, something rare is large, such as a massacre
 * in one world of fifty: the mean is then written too.
 */
export function formatRange(
  { p05, p95, mean }: MetricComparison,
  words: ReportWords,
  language: Language,
): string {
  const number = (value: number) => formatNumber(value, language);
  const range = words.between(number(p05), number(p95));
  return withMean(range, p05, p95, mean, words.mean(number(mean)));
}

/** The median under a scenario, where no range is shown: with the mean where that lies outside the range. */
export function formatMedian(
  one: MetricComparison,
  words: ReportWords,
  language: Language,
): string {
  const { median, p05, p95, mean } = one;
  const text = formatNumber(median, language);
  if (!isOutside(p05, p95, mean)) return text;
  return `${text}, ${words.mean(formatNumber(mean, language))}`;
}

/** The 5 to 95 % range of the paired difference, with its mean where that lies outside. */
export function formatDifferenceRange(
  one: MetricComparison,
  words: ReportWords,
  language: Language,
): string {
  const end = (value: number) => slightOr(one, value, formatNumber(value, language));
  const { differenceP05: low, differenceP95: high, differenceMean: mean } = one;
  const [from, to] = [end(low), end(high)];
  const range = from === to && from === SLIGHT_CHANGE ? SLIGHT_CHANGE : words.between(from, to);
  return withMean(range, low, high, mean, words.mean(signed(one, mean, language)));
}

/** The median of the paired differences, with its sign. */
export function formatChange(one: MetricComparison, language: Language): string {
  return signed(one, one.differenceMedian, language);
}

/** The same where no range is shown: with the mean where that lies outside the range. */
export function formatChangeAlone(
  one: MetricComparison,
  words: ReportWords,
  language: Language,
): string {
  const { differenceP05, differenceP95, differenceMean } = one;
  const text = formatChange(one, language);
  if (!isOutside(differenceP05, differenceP95, differenceMean)) return text;
  return `${text}, ${words.mean(signed(one, differenceMean, language))}`;
}

function signed(one: MetricComparison, value: number, language: Language): string {
  return slightOr(one, value, formatDifference(value, language));
}

function slightOr(one: MetricComparison, value: number, text: string): string {
  return value !== 0 && isSlight(one, value) ? SLIGHT_CHANGE : text;
}

// A mean of equal numbers may miss them by the last bits.
const BITS = 1e-9;

function isOutside(low: number, high: number, mean: number): boolean {
  const slack = BITS * Math.max(Math.abs(low), Math.abs(high));
  return mean < low - slack || mean > high + slack;
}

function withMean(range: string, low: number, high: number, mean: number, text: string): string {
  if (!isOutside(low, high, mean)) return range;
  return low === high ? text : `${range}, ${text}`;
}
