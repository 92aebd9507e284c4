import type { Ensemble } from '../ensemble/ensemble.js';
import { NOTICES } from './notice.js';
import { README_WORDS, type ReadmeWords } from './readme-words.js';
import { oneLine } from './titles.js';
import type { WorldsSource } from './worlds-source.js';

export interface ReadmeFacts {
  readonly language: string;
  readonly worlds: WorldsSource;
  /** Names of the files that it stands beside. */
  readonly files: readonly string[];
  /** Whether statistics stand one a row. */
  readonly isLong: boolean;
  /** Whether `summary` has all metrics. */
  readonly hasAll: boolean;
}

/** `README.txt`: what the files are and how to open them, for a person who finds the folder. */
export function readme(ensemble: Ensemble, facts: ReadmeFacts): string {
  const language = facts.language === 'fr' ? 'fr' : 'en';
  const words = README_WORDS[language];
  const width = Math.max(...facts.files.map((file) => file.length)) + 2;
  const files = facts.files.flatMap((file) => {
    const [first = '', ...rest] = linesOf(file, facts, words);
    return [file.padEnd(width) + first, ...rest.map((line) => ' '.repeat(width) + line)];
  });
  const lines = [
    words.head(oneLine(ensemble.scenarios[0]?.scenario.title, language), others(ensemble)),
    NOTICES[language],
    '',
    words.worlds(ensemble.completed, ensemble.worlds.count, oneLine(ensemble.plan.seed, language)),
    words.source(facts.worlds),
    '',
    ...files,
    '',
    ...words.statistics,
    '',
    ...words.reading,
    ...(facts.files.some((file) => file.endsWith('.parquet')) ? words.parquet : []),
  ];
  return `${lines.join('\n')}\n`;
}

const others = ({ scenarios }: Ensemble) => Math.max(0, scenarios.length - 1);

function linesOf(file: string, facts: ReadmeFacts, words: ReadmeWords): readonly string[] {
  const [name = ''] = file.split('.');
  const lines = words.files.get(name) ?? [];
  if (name !== 'summary') return lines;
  return [...(facts.isLong ? words.longSummary : lines), ...(facts.hasAll ? [] : [words.headline])];
}
