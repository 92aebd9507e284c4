import { printable } from '../diagnostics/printable.js';
import type { EvidenceFacts, Facts } from '../model/facts.js';
import { inLanguage } from '../model/names.js';
import { distributionText } from './distribution-text.js';
import { FACT_WORDS, type FactLabel, type FactWords } from './fact-words.js';
import { padRight, widthOf } from './text-width.js';
import type { Language } from './words.js';

/** One line of what a model says of a name: a label, and a text or names that can be followed. */
export interface FactRow {
  readonly label: string;
  readonly text: string;
  /** The names that `text` lists, where they are quantities of the model. */
  readonly names?: readonly string[];
  /** Which list of names it is. */
  readonly list?: 'uses' | 'usedBy';
}

/** Facts as rows, in one language; the title is the first row, without a label. Nothing in them acts on a terminal. */
export function factRows(facts: Facts, language: Language): readonly FactRow[] {
  const words = FACT_WORDS[language];
  const { gathered, range, flows, values, distribution } = facts;
  const number = (value: number) => numberText(value, language);
  const row = (label: FactLabel, text: string | undefined) => rowsOf(words.labels[label], text);
  const discount =
    gathered === undefined || gathered.discount === 0 ? undefined : gathered.discount;
  const rows = [
    ...rowsOf('', `${facts.name}: ${inLanguage(facts.title, language)}`),
    ...row('kind', words.kinds[facts.kind]),
    ...row('unit', facts.unit),
    ...row('over', facts.over.join(', ')),
    ...row('overTime', gathered && overTimeText(words, gathered.over, discount)),
    ...row('better', gathered && words.better[gathered.better]),
    ...row('harm', gathered?.harm && words.harm[gathered.harm]),
    ...row('equation', facts.equation),
    ...row('inflows', flows?.in.join(', ')),
    ...row('outflows', flows?.out.join(', ')),
    ...row(
      'value',
      range && words.range(number(range.default), number(range.min), number(range.max)),
    ),
    ...row('value', values?.map((one) => `${one.label} ${number(one.value)}`.trim()).join(', ')),
    ...row('cost', facts.cost),
    ...row('uncertain', distribution && distributionText(distribution, words, number)),
    ...row('about', facts.about && inLanguage(facts.about, language)),
    ...namesRow(words.labels.uses, 'uses', facts.uses),
    ...namesRow(words.labels.usedBy, 'usedBy', facts.usedBy),
    ...facts.loops.flatMap((loop) => row('loop', [...loop, loop[0]].join(' -> '))),
    ...(facts.moreLoops ? [{ label: '', text: words.longerLoops }] : []),
    ...row('grade', facts.grade && `${facts.grade} (${words.grades[facts.grade]})`),
    ...facts.evidence.flatMap((one) => rowsOf(one.id, evidenceText(one, words))),
    ...row('place', `${facts.place.file}:${facts.place.line}`),
  ];
  return rows.map(({ label, text, ...rest }) => ({
    label: printable(label),
    text: printable(text),
    ...rest,
  }));
}

/** The rows as plain text. */
export function factText(facts: Facts, language: Language): string {
  const [title, ...rows] = factRows(facts, language);
  const width = 2 + Math.max(...rows.map((one) => widthOf(one.label)));
  const lines = rows.map(({ label, text }) => `  ${padRight(label, width)}${text}`.trimEnd());
  return [title?.text ?? '', ...lines].join('\n');
}

function rowsOf(label: string, text: string | undefined): FactRow[] {
  return text === undefined || text === '' ? [] : [{ label, text }];
}

function namesRow(label: string, list: 'uses' | 'usedBy', names: readonly string[]): FactRow[] {
  return names.length === 0 ? [] : [{ label, text: names.join(', '), names, list }];
}

function overTimeText(
  words: FactWords,
  over: NonNullable<Facts['gathered']>['over'],
  discount: number | undefined,
): string {
  const percent =
    discount === undefined ? [] : [words.discounted(Number((100 * discount).toFixed(6)))];
  return [words.overTime[over], ...percent].join(', ');
}

function evidenceText(one: EvidenceFacts, words: FactWords): string {
  const where = one.where === undefined ? [] : [words.inPlace(one.where)];
  const notes = [one.citation, ...where, words.grades[one.grade], words.tags[one.tag]];
  return `${one.finding} (${notes.join('; ')})`;
}

// As the model writes it: a reader may want to find it there.
function numberText(value: number, language: Language): string {
  return language === 'fr' ? String(value).replace('.', ',') : String(value);
}
