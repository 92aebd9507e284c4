import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../cli/program.js';

/** A fenced block of a page. */
export interface Example {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** A part of a file, marked by `<!-- fragment -->` before the fence. */
  readonly isFragment: boolean;
}

export const PAGES: readonly string[] = [
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'README.md',
  'CONTRIBUTING.md',
];

const textOf = (page: string) => readFileSync(join(ROOT, page), 'utf8');

export function examplesOf(page: string): Example[] {
  return [...textOf(page).matchAll(/(<!-- fragment -->\n)?^```([a-z]*)\n([\s\S]*?)^```$/gm)].map(
    (match) => ({
      page,
      line:
        textOf(page).slice(0, match.index).split('\n').length + (match[1] === undefined ? 0 : 1),
      language: match[2] ?? '',
      text: match[3] ?? '',
      isFragment: match[1] !== undefined,
    }),
  );
}

/**
 * The commands of a page, in order, as lists of arguments after `toguna`: lines of shell blocks, and code in
 * the text. Those that stand for many (`toguna check FILE`) or only name a command are left out.
 */
export function commandsOf(page: string): string[][] {
  const shell = examplesOf(page).filter((one) => one.language === 'sh');
  const lines = shell.flatMap((one) => one.text.split('\n'));
  const inText = [...textOf(page).matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  return [...lines, ...inText].flatMap((line) => {
    const [name, ...args] = line.replace(/^npx /, '').split(/\s+/);
    const isMeant = args.length > 1 && !args.some((one) => /^[A-Z]{2,}|\.\.\.$/.test(one));
    return name === 'toguna' && isMeant ? [args] : [];
  });
}
