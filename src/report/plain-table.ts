import type { MetricComparison } from '../analysis/comparison.js';
import { saysNothing } from '../analysis/provenance.js';
import { isAlarming } from '../analysis/verdict.js';
import { printable } from '../diagnostics/printable.js';
import { inLanguage, type Text } from '../model/names.js';
import { formatNumber, formatShare, formatShareWithin } from './number.js';
import {
  formatChange,
  formatChangeAlone,
  formatDifferenceRange,
  formatMedian,
  formatRange,
} from './spread.js';
import { formatRow, layOut, type TableRow } from './table-layout.js';
import { breakWords } from './text-width.js';
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
  /** The baseline first; rows stand in this order. */
  readonly scenarios: readonly { readonly name: string; readonly title: Text }[];
  /** By scenario and metric, in any order; metrics are shown in the order they first appear. */
  readonly comparisons: readonly MetricComparison[];
  /** Names of the metrics that are shown; all when absent. */
  readonly shown?: readonly string[];
  /** Names of the metrics that the reader is told of instead, and of costs that are left out. */
  readonly leftOut?: readonly string[];
  readonly costParts?: readonly string[];
  /** Names of costs that are 0 in every world of every scenario. */
  readonly zeroCosts?: readonly string[];
  readonly worlds: number;
  readonly seed: string;
  readonly warnings?: readonly string[];
  /** Worlds left out because a value was not finite. */
  readonly failures?: readonly { readonly scenario: string; readonly worlds: number }[];
  /** By metric, the share (0 to 1) of the explained spread that comes from numbers nobody has measured. */
  readonly assumedShares?: readonly AssumedShare[];
  readonly unitsChecked?: boolean;
  readonly language?: Language;
  /** Columns to fit in; 60 and more are kept to. Default 80. */
  readonly width?: number;
}

/** The comparison as plain text: a block a metric, a row a scenario, then what it rests on. */
export function plainTable(input: PlainTableInput): string {
  const language = input.language ?? 'en';
  const words = REPORT_WORDS[language];
  const width = input.width ?? 80;
  const body = bodyOf(input, words, language, width);
  const lines = footer(input, words, language).flatMap((line) => breakWords(line, width));
  return `${[...body, lines.join('\n')].join('\n\n')}\n`;
}

function bodyOf(
  input: PlainTableInput,
  words: ReportWords,
  language: Language,
  width: number,
): string[] {
  const blocks = blocksOf(input, words, language);
  const ran = input.worlds > 0 && input.comparisons.some((one) => Number.isFinite(one.median));
  if (blocks.length === 0 || !ran) return [words.nothing];
  const head = headOf(words);
  const layout = layOut(
    head,
    blocks.flatMap((block) => block.rows),
    width,
  );
  const texts = blocks.map((block) =>
    [
      ...breakWords(block.title, width),
      ...[head, ...block.rows].map((row) => formatRow(row, layout)),
    ].join('\n'),
  );
  const notes = [
    ...(blocks.some((block) => block.rows.some((row) => row.mark !== '')) ? [words.legend] : []),
    ...(layout.fields.includes('changeRange') && !layout.fields.includes('range')
      ? [words.inBrackets]
      : []),
  ];
  const legend = notes.flatMap((note) => breakWords(note, width));
  return [...texts, ...(legend.length === 0 ? [] : [legend.join('\n')])];
}

interface Block {
  readonly title: string;
  readonly rows: readonly TableRow[];
}

function blocksOf(input: PlainTableInput, words: ReportWords, language: Language): Block[] {
  const shown = input.comparisons.filter(
    ({ metric }) => input.shown === undefined || input.shown.includes(metric.name),
  );
  const metrics = new Map(shown.map((one) => [one.metric.name, one]));
  return [...metrics].map(([name, sample]) => {
    const rows = input.scenarios.flatMap((scenario) => {
      const one = shown.find(
        (each) => each.metric.name === name && each.scenario === scenario.name,
      );
      const title = textOf(scenario.title, language);
      return one === undefined ? [] : [rowOf(one, title, isCompared(one, input), words, language)];
    });
    return { title: metricTitle(sample, words, language), rows };
  });
}

function textOf(text: Text, language: Language): string {
  return printable(inLanguage(text, language).replace(/\s+/g, ' ').trim());
}

function metricTitle(one: MetricComparison, words: ReportWords, language: Language): string {
  const title = textOf(one.metric.title, language);
  const unit = one.unit === '' || one.unit === '1' ? [] : [printable(one.unit)];
  const { better } = one.metric;
  const aim =
    better === 'neither' ? [] : [better === 'lower' ? words.lowerIsBetter : words.higherIsBetter];
  return [title, ...unit, ...aim].join(', ');
}

function headOf(words: ReportWords): TableRow {
  const { scenario, median, range, difference, betterIn } = words;
  const cells = { median, range, change: difference, changeRange: range };
  return { mark: '', name: scenario, cells: { ...cells, better: betterIn, share: betterIn } };
}

function rowOf(
  one: MetricComparison,
  name: string,
  compared: boolean,
  words: ReportWords,
  language: Language,
): TableRow {
  const number = (value: number) => formatNumber(value, language);
  const range = formatRange(one, words, language);
  const own = { median: number(one.median), range };
  const median = formatMedian(one, words, language);
  if (!compared) return { mark: '', name, cells: own, spareRange: `(${range})`, alone: { median } };
  if (one.worlds === 0)
    return { mark: '', name, cells: { ...own, change: number(Number.NaN) }, alone: { median } };
  const judged = one.metric.better !== 'neither';
  return {
    mark: isAlarming(one) ? '!' : '',
    name,
    cells: {
      ...own,
      change: formatChange(one, language),
      changeRange: formatDifferenceRange(one, words, language),
      better: judged ? words.ofWorlds(one.betterWorlds, one.worlds) : '',
      share: judged ? formatShare(one.betterWorlds / one.worlds, language) : '',
    },
    alone: { median, change: formatChangeAlone(one, words, language) },
  };
}

function isCompared(one: MetricComparison, input: PlainTableInput): boolean {
  return one.scenario !== input.scenarios[0]?.name;
}

function footer(input: PlainTableInput, words: ReportWords, language: Language): string[] {
  const titleOf = (name: string) => {
    const scenario = input.scenarios.find((one) => one.name === name);
    return scenario === undefined ? printable(name) : textOf(scenario.title, language);
  };
  return [
    ...(input.warnings ?? []).map((text) => `${words.warning}: ${printable(text)}`),
    ...leftOutLines(input, words, language),
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

// A metric that is left out but gets much worse under some scenario is named with the mark of a warning.
function leftOutLines(input: PlainTableInput, words: ReportWords, language: Language): string[] {
  const { leftOut = [], costParts = [], zeroCosts = [] } = input;
  const titles = leftOut.map((name) => {
    const alarming = input.comparisons.some(
      (one) => one.metric.name === name && isCompared(one, input) && isAlarming(one),
    );
    return `${alarming ? '!\u00a0' : ''}${titleOfMetric(name, input, language)}`;
  });
  return [
    ...(leftOut.length + costParts.length > 0 ? [words.notShown(titles, costParts.length)] : []),
    ...(zeroCosts.length > 0
      ? [words.zeroCosts(zeroCosts.map((name) => titleOfMetric(name, input, language)))]
      : []),
  ];
}

function titleOfMetric(name: string, input: PlainTableInput, language: Language): string {
  const found = input.comparisons.find((one) => one.metric.name === name)?.metric;
  return found === undefined ? printable(name) : textOf(found.title, language);
}

// A share that is smaller than its own error says nothing: the worlds are too few.
function assumedLines(input: PlainTableInput, words: ReportWords, language: Language): string[] {
  const { shown, worlds, assumedShares = [] } = input;
  const shares = assumedShares.filter(
    (one) => Number.isFinite(one.share) && (shown === undefined || shown.includes(one.metric)),
  );
  const titleOf = (metric: string) => titleOfMetric(metric, input, language);
  const parts = shares
    .filter((one) => !saysNothing(one.share, one.error))
    .map((one) => `${titleOf(one.metric)} ${formatShareWithin(one.share, one.error, language)}`);
  const few = shares
    .filter((one) => saysNothing(one.share, one.error))
    .map((one) => titleOf(one.metric));
  return [
    ...(parts.length > 0 ? [`${words.assumedShares} ${parts.join(', ')}`] : []),
    ...(few.length > 0 ? [`${words.tooFewWorlds(worlds)}: ${few.join(', ')}`] : []),
  ];
}
