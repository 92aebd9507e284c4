import type { MetricComparison } from '../analysis/comparison.js';
import { saysNothing } from '../analysis/provenance.js';
import { isAlarming } from '../analysis/verdict.js';
import { printable } from '../diagnostics/printable.js';
import { inLanguage, type Text } from '../model/names.js';
import { formatDifference, formatNumber, formatShareWithin } from './number.js';
import { padLeft, padRight, truncate, widthOf, wrapWords } from './text-width.js';
import { type Language, REPORT_WORDS, type ReportWords } from './words.js';

/** Of the explained spread of a metric, the share (0 to 1) that rests on assumed numbers, and its standard error. */
export interface AssumedShare {
  readonly metric: string;
  readonly share: number;
  readonly error: number;
  /** Worlds that it is computed from, and whether they are too few: the error is larger than the share. */
  readonly worlds?: number;
  readonly tooFew?: boolean;
}

/** Everything the table says. */
export interface PlainTableInput {
  /** The baseline first. */
  readonly scenarios: readonly { readonly name: string; readonly title: Text }[];
  /** By scenario and metric, in any order; metrics are shown in the order they first appear. */
  readonly comparisons: readonly MetricComparison[];
  readonly worlds: number;
  readonly seed: string;
  readonly warnings?: readonly string[];
  /** Worlds left out because a value was not finite. */
  readonly failures?: readonly { readonly scenario: string; readonly worlds: number }[];
  /** By metric, the share (0 to 1) of the explained spread that comes from numbers nobody has measured. */
  readonly assumedShares?: readonly AssumedShare[];
  readonly unitsChecked?: boolean;
  readonly language?: Language;
  /** Columns to fit in where possible. Default 80. */
  readonly width?: number;
}

/** The comparison as plain text: a block a metric, a row a scenario, then what it rests on. */
export function plainTable(input: PlainTableInput): string {
  const language = input.language ?? 'en';
  const words = REPORT_WORDS[language];
  const blocks = blocksOf(input, words, language);
  const width = input.width ?? 80;
  const widths = columnWidths(blocks, width);
  const body = blocks.map((block) =>
    [block.title, ...block.rows.map((row) => formatRow(row, widths))].join('\n'),
  );
  if (body.length === 0) body.push(words.nothing);
  if (input.comparisons.some((one) => isCompared(one, input) && isAlarming(one))) {
    body.push(wrapWords(words.legend, width).join('\n'));
  }
  return `${[...body, footer(input, words, language).join('\n')].join('\n\n')}\n`;
}

/** Mark, scenario, median, range, difference, its range, better in. */
type Row = readonly [string, string, string, string, string, string, string];

interface Block {
  readonly title: string;
  readonly rows: readonly Row[];
}

function blocksOf(input: PlainTableInput, words: ReportWords, language: Language): Block[] {
  // A metric that is 0 everywhere, such as the cost of a lever that nobody uses, says nothing.
  const telling = input.comparisons.filter((one) => one.p05 !== 0 || one.p95 !== 0);
  const metrics = new Map(telling.map((one) => [one.metric.name, one]));
  return [...metrics].map(([name, sample]) => {
    const rows = input.scenarios.flatMap((scenario) => {
      const one = input.comparisons.find(
        (each) => each.metric.name === name && each.scenario === scenario.name,
      );
      const title = printable(inLanguage(scenario.title, language));
      return one === undefined ? [] : [rowOf(one, title, isCompared(one, input), words, language)];
    });
    return {
      title: metricTitle(sample, words, language),
      rows: [headOf(words), ...rows],
    };
  });
}

function metricTitle(one: MetricComparison, words: ReportWords, language: Language): string {
  const title = printable(inLanguage(one.metric.title, language));
  const unit = one.unit === '' || one.unit === '1' ? [] : [printable(one.unit)];
  const { better } = one.metric;
  const aim =
    better === 'neither' ? [] : [better === 'lower' ? words.lowerIsBetter : words.higherIsBetter];
  return [title, ...unit, ...aim].join(', ');
}

function headOf(words: ReportWords): Row {
  const { scenario, median, range, difference, betterIn } = words;
  return ['', scenario, median, range, difference, range, betterIn];
}

function rowOf(
  one: MetricComparison,
  title: string,
  compared: boolean,
  words: ReportWords,
  language: Language,
): Row {
  const number = (value: number) => formatNumber(value, language);

  const own = [number(one.median), words.between(number(one.p05), number(one.p95))] as const;
  if (!compared) return ['', title, ...own, '', '', ''];
  if (one.worlds === 0) return ['', title, ...own, number(Number.NaN), '', ''];
  const judged = one.metric.better !== 'neither';
  return [
    isAlarming(one) ? '!' : '',
    title,
    ...own,
    formatDifference(one.differenceMedian, language),
    words.between(number(one.differenceP05), number(one.differenceP95)),
    judged ? words.ofWorlds(one.betterWorlds, one.worlds) : '',
  ];
}

function isCompared(one: MetricComparison, input: PlainTableInput): boolean {
  return one.scenario !== input.scenarios[0]?.name;
}

const GAP = 2;
const NARROWEST_NAME = 12;

// Numbers are never cut; the names give way first, and below their minimum the line grows instead.
function columnWidths(blocks: readonly Block[], width: number): number[] {
  const rows = blocks.flatMap((block) => block.rows);
  const widths = [0, 1, 2, 3, 4, 5, 6].map((column) =>
    Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  widths[0] = 1;
  const numbers = widths.slice(2).reduce((sum, one) => sum + one + GAP, 0);
  const room = Math.max(NARROWEST_NAME, width - numbers - 2);
  widths[1] = Math.min(widths[1] ?? 0, room);
  return widths;
}

function formatRow(row: Row, widths: readonly number[]): string {
  const [mark, name, ...numbers] = row;
  const nameWidth = widths[1] ?? 0;
  const left = `${padRight(mark, 1)} ${padRight(truncate(name, nameWidth), nameWidth)}`;
  const cells = numbers.map((cell, column) => padLeft(cell, (widths[column + 2] ?? 0) + GAP));
  return (left + cells.join('')).trimEnd();
}

function footer(input: PlainTableInput, words: ReportWords, language: Language): string[] {
  const titleOf = (name: string) => {
    const scenario = input.scenarios.find((one) => one.name === name);
    return printable(scenario === undefined ? name : inLanguage(scenario.title, language));
  };
  return [
    ...(input.warnings ?? []).map((text) => `${words.warning}: ${printable(text)}`),
    ...(input.scenarios.length > 1 ? [words.against(titleOf(input.scenarios[0]?.name ?? ''))] : []),
    words.worldsAndSeed(input.worlds, printable(input.seed)),
    ...(input.failures ?? [])
      .filter((one) => one.worlds > 0)
      .map((one) => words.failed(one.worlds, titleOf(one.scenario))),
    ...assumedLines(input, words, language),
    ...(input.unitsChecked === false ? [words.unitsUnchecked] : []),
    words.guardRail,
  ];
}

function assumedLines(input: PlainTableInput, words: ReportWords, language: Language): string[] {
  const shares = (input.assumedShares ?? []).filter((one) => Number.isFinite(one.share));
  const titleOf = (metric: string) => {
    const found = input.comparisons.find((one) => one.metric.name === metric)?.metric;
    return printable(found === undefined ? metric : inLanguage(found.title, language));
  };
  const parts = shares
    .filter((one) => !saysNothing(one.share, one.error))
    .map((one) => `${titleOf(one.metric)} ${formatShareWithin(one.share, one.error, language)}`);
  const few = shares.filter((one) => saysNothing(one.share, one.error));
  const texts = [
    ...(parts.length > 0 ? [`${words.assumedShares} ${parts.join(', ')}`] : []),
    ...(few.length > 0
      ? [`${words.tooFewWorlds(input.worlds)}: ${few.map((one) => titleOf(one.metric)).join(', ')}`]
      : []),
  ];
  return texts.flatMap((text) => wrapWords(text, input.width ?? 80));
}
