import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, describe, expect, test } from 'vitest';
import { Diagnostics, InputError } from '../../src/diagnostics/diagnostic.js';
import { formatDiagnostics } from '../../src/diagnostics/format.js';
import { check } from '../../src/study/check.js';
import { load } from '../../src/study/load.js';

// A case is a file `x.yaml` beside `x.expected.txt`, read as by `toguna check x.yaml`; or a folder with
// `expected.txt` and `command.txt`, the arguments of the command, one a line.
//
// TOGUNA_UPDATE=1 npx vitest run test/bad-input   writes what is said now; read every line of the diff.

const HERE = import.meta.dirname;
const HOME = process.cwd();

interface Case {
  readonly name: string;
  readonly folder: string;
  readonly command: readonly string[];
  readonly expected: string;
}

function casesOf(group: string): Case[] {
  const folder = join(HERE, group);
  return readdirSync(folder).flatMap((entry): Case[] => {
    const path = join(folder, entry);
    if (existsSync(join(path, 'command.txt'))) {
      const command = readFileSync(join(path, 'command.txt'), 'utf8').trimEnd().split('\n');
      return [{ name: entry, folder: path, command, expected: join(path, 'expected.txt') }];
    }
    if (!/\.ya?ml$/.test(entry)) return [];
    const name = entry.replace(/\.ya?ml$/, '');
    const expected = join(folder, `${name}.expected.txt`);
    return [{ name, folder, command: ['check', entry], expected }];
  });
}

/** What the program would say of the files of a case. */
function problemsOf([command, ...args]: readonly string[]): Diagnostics {
  const diagnostics = new Diagnostics();
  const set: string[] = [];
  const paths: string[] = [];
  let baseline: string | undefined;
  for (let at = 0; at < args.length; at++) {
    if (args[at] === '--set') set.push(args[++at] ?? '');
    else if (args[at] === '--baseline') baseline = args[++at];
    else paths.push(args[at] ?? '');
  }
  try {
    if (command === 'check') check(paths, { diagnostics });
    else load(paths, { set, baseline, diagnostics });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
  return diagnostics;
}

/** Every place is inside its file, and every message is made of words. */
function checkWording(diagnostics: Diagnostics, text: string): void {
  expect(diagnostics.list(), 'no problem was found').not.toEqual([]);
  for (const { message, expected = '', nearest = '' } of diagnostics.list()) {
    // What stands in quotes is the author's.
    const words = `${message}\n${expected}\n${nearest}`.replace(/"(?:[^"\\]|\\.)*"/g, '');
    expect(words).not.toMatch(/\bundefined\b|\bNaN\b|\[object|\bzod\b|mathjs|Invalid input|YAML/);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none may reach a terminal
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  for (const { place } of diagnostics.list()) {
    const source = diagnostics.sourceOf(place.file);
    if (source === undefined) continue;
    const line = source.split('\n')[place.line - 1];
    expect(line, `${place.file}:${place.line} does not exist`).toBeDefined();
    expect(place.column - 1).toBeLessThanOrEqual(line?.length ?? 0);
  }
}

const groups = readdirSync(HERE).filter(
  (name) => name !== 'models' && statSync(join(HERE, name)).isDirectory(),
);

afterEach(() => process.chdir(HOME));

describe.each(groups)('%s', (group) => {
  test.each(casesOf(group))('$name', ({ folder, command, expected }) => {
    process.chdir(folder);
    const diagnostics = problemsOf(command);
    const text = `${formatDiagnostics(diagnostics)}\n`;
    checkWording(diagnostics, text);
    if (process.env.TOGUNA_UPDATE === '1') writeFileSync(expected, text);
    expect(text).toBe(readFileSync(expected, 'utf8'));
  });
});
