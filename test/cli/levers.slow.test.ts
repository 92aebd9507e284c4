import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launch, type Session } from '../tui/harness/terminal.js';
import { ROOT, smallFolder } from './program.js';

// Levers in the built program, in a pseudo-terminal, on a small model in a folder of its own.
const PROGRAM = join(ROOT, 'dist', 'cli.js');
let folder: string;
let session: Session | undefined;

beforeEach(() => {
  folder = smallFolder();
});
afterEach(() => {
  session?.kill('SIGKILL');
  chmodSync(join(folder, 's'), 0o755);
  rmSync(folder, { recursive: true, force: true });
});

const paths = (...names: string[]) => names.map((one) => join(folder, 's', `${one}.yaml`));
const whole = (screen: string) => /✓ 40 of 40 worlds/.test(screen);

test.each([
  [80, 24],
  [120, 40],
  [200, 60],
] as const)('a lever is moved, undone, saved and read back at %dx%d', async (columns, rows) => {
  session = launch(PROGRAM, columns, rows, {}, paths('base', 'works'), 60_000);
  await session.until(whole, 'all worlds');
  session.press('\tl');
  await session.until((screen) => /w +\*.* 41 /.test(screen) && whole(screen), 'the lever at 41');
  session.press('55\r');
  await session.until((screen) => /w +\*.* 55 /.test(screen) && whole(screen), 'the typed value');
  session.press('q');
  await session.until((screen) => screen.includes('Not saved: Works, changed'), 'the question');
  session.press('\u001B');
  await session.until((screen) => !screen.includes('Not saved:'), 'the question to go');
  session.press('s\r');
  await session.until((screen) => screen.includes('saved as'), 'the file');
  expect(readFileSync(join(folder, 's', 'works_2.yaml'), 'utf8')).toBe(
    'title: Works, changed\nextends: works\npolicy:\n  w: {level: 55}\n',
  );
  session.press('q');
  expect(await session.ended()).toBe(0);
  expect(session.terminal.buffer.active.type).toBe('normal');
});

test('a broken scenario is left out and told of, and the rest works', async () => {
  writeFileSync(join(folder, 's', 'broken.yaml'), 'extends: base\npolicy: {x: {lever: jbos}}\n');
  session = launch(PROGRAM, 120, 40, {}, paths('base', 'broken', 'works'), 60_000);
  const shown = await session.until(whole, 'all worlds');
  expect(shown).toMatch(/warning: .*broken\.yaml:2/);
  session.press('?');
  await session.until((screen) => screen.includes('no lever "jbos"'), 'why it is not there');
});

test('the tour goes on when its steps are done', async () => {
  session = launch(PROGRAM, 120, 40, {}, ['tour'], 100_000);
  await session.until((screen) => screen.includes('1/5 '), 'the first step');
  session.press('j');
  await session.until((screen) => screen.includes('2/5 '), 'the second');
  session.press('\t');
  await session.until((screen) => screen.includes('3/5 '), 'the third');
  session.press('L');
  await session.until((screen) => screen.includes('4/5 '), 'the fourth');
  session.press('m');
  await session.until((screen) => screen.includes('5/5 '), 'the fifth');
  session.press('i');
  await session.until((screen) => screen.includes('That is all'), 'the end');
});
