import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launch, type Session } from '../tui/harness/terminal.js';
import { ROOT, smallFolder, toguna } from './program.js';

// Files of policies made in the interface: in the built program, in a pseudo-terminal, on a small model.
const PROGRAM = join(ROOT, 'dist', 'cli.js');
const PATIENCE_MS = 60_000;
let folder: string;
let session: Session | undefined;

beforeEach(() => {
  folder = smallFolder();
});
afterEach(() => {
  session?.kill('SIGKILL');
  for (const one of [folder, join(folder, 's')]) if (existsSync(one)) chmodSync(one, 0o755);
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string) => join(folder, 's', `${name}.yaml`);
const read = (name: string) => readFileSync(path(name), 'utf8');
const whole = (screen: string) => /✓ 40 (?:of 40 worlds|mondes sur 40)/.test(screen);

async function open(env: Record<string, string> = {}) {
  session = launch(
    PROGRAM,
    100,
    30,
    env,
    ['explore', path('base'), path('works')],
    PATIENCE_MS,
    folder,
  );
  await session.until(whole, 'all worlds');
  session.press('\tl');
  await session.until((screen) => /w +\*.* 41 /.test(screen) && whole(screen), 'the lever at 41');
  return session;
}

async function saved(shown: Session, keys: string) {
  shown.press(keys);
  await shown.until((screen) => /saved as|saved, with/.test(screen), 'the file');
}

test('what was typed into a saved file stays, and is shown, when it is saved again', async () => {
  const shown = await open();
  await saved(shown, 's\r');
  const edited = `# mine\n${read('works_2')
    .replace('{level: 41}', '{level: 41, start: 2022-06, end: 2022-09} # summer')
    .trimEnd()}\n  t: {lever: talks, level: 0.5}\n`;
  writeFileSync(path('works_2'), edited);
  shown.press('l');
  await shown.until((screen) => /w +\*.* 42 /.test(screen) && whole(screen), 'the lever at 42');
  shown.press('s\r');
  await shown.until((screen) => screen.includes('with what was changed there'), 'both together');
  expect(read('works_2')).toBe(edited.replace('level: 41', 'level: 42'));
  const screen = await shown.until((text) => whole(text) && text.includes('from 2022-06'), 'start');
  expect(screen).toMatch(/Talks +\*.* 0\.500 /);
});

test('a saved file that cannot be read any more is left alone, and another name works', async () => {
  const shown = await open();
  await saved(shown, 's\r');
  const broken = `${read('works_2')}  a: {level: 15\n`;
  writeFileSync(path('works_2'), broken);
  for (const _ of [1, 2]) {
    shown.press('l');
    await shown.until(whole, 'the lever moved');
    shown.press('s\r');
    await shown.until((text) => text.includes('was changed and cannot be read'), 'why not');
    expect(read('works_2')).toBe(broken);
  }
  await saved(shown, `s${'\x7f'.repeat(20)}other\r`);
  expect(read('other')).toBe('title: Works, changed\nextends: works\npolicy:\n  w: {level: 43}\n');
  expect(read('works_2')).toBe(broken);
  // Well written, and no scenario.
  writeFileSync(path('other'), read('other').replace('policy:', 'polcy: 3\npolicy:'));
  shown.press('l');
  await shown.until(whole, 'the lever moved');
  shown.press('s\r');
  await shown.until((text) => text.includes('other.yaml was changed and cannot'), 'why not');
});

test('where both changed the same nothing is written', async () => {
  const shown = await open();
  await saved(shown, 's\r');
  const edited = read('works_2').replace('41', '15');
  writeFileSync(path('works_2'), edited);
  shown.press('l');
  await shown.until((screen) => /w +\*.* 42 /.test(screen), 'the lever at 42');
  shown.press('s\r');
  await shown.until((text) => text.includes('changed too (policy w level)'), 'why not');
  expect(read('works_2')).toBe(edited);
  // Somebody has taken it away: it is there again.
  rmSync(path('works_2'));
  await saved(shown, 's\r');
  expect(read('works_2')).toContain('level: 42');
});

test('a name that another scenario has is refused', async () => {
  const shown = await open();
  for (const name of ['base', 'works']) {
    shown.press(`s${'\x7f'.repeat(20)}${name}\r`);
    await shown.until((text) => text.includes('give another name'), 'why not');
  }
  expect(read('base')).toContain('baseline: true');
  expect(readdirSync(join(folder, 's'))).toEqual(['base.yaml', 'works.yaml']);
});

test('scenarios of a folder that cannot be written to are saved where they open again', async () => {
  // Root may write anywhere.
  if (process.getuid?.() === 0) return;
  chmodSync(join(folder, 's'), 0o555);
  const shown = await open();
  await saved(shown, 's\r');
  const text = readFileSync(join(folder, 'works_2.yaml'), 'utf8');
  expect(text).toContain('extends: s/works\n');
  expect(toguna('check', join(folder, 'works_2.yaml')).code).toBe(0);
});

test('a copy of an installed scenario goes to the working folder, and opens again', async () => {
  const home = join(folder, 'node_modules', 'toguna');
  const work = join(folder, 'work');
  mkdirSync(home, { recursive: true });
  mkdirSync(work);
  for (const part of ['package.json', 'dist', 'models', 'scenarios', 'node_modules']) {
    if (part === 'node_modules') execFileSync('ln', ['-s', join(ROOT, part), home]);
    else execFileSync('cp', ['-r', join(ROOT, part), home]);
  }
  const before = readdirSync(join(home, 'scenarios', 'mali'));
  const program = join(home, 'dist', 'cli.js');
  const mali = (name: string) => join(home, 'scenarios', 'mali', `${name}.yaml`);
  const args = ['explore', mali('baseline'), mali('dialogue_first'), '--worlds', '20'];
  session = launch(program, 100, 30, {}, args, 120_000, work);
  const shown = session;
  await shown.until((screen) => screen.includes('✓ 20 of 20'), 'all worlds');
  shown.press('\tl');
  await shown.until((screen) => screen.includes('not saved'), 'a copy');
  shown.press('s');
  await shown.until((screen) => /save in .*work as/.test(screen), 'the folder');
  await saved(shown, '\r');
  shown.press('q');
  expect(await shown.ended()).toBe(0);
  expect(readdirSync(join(home, 'scenarios', 'mali'))).toEqual(before);
  const file = join(work, 'dialogue_first_2.yaml');
  expect(readFileSync(file, 'utf8')).toContain('extends: mali/dialogue_first\n');
  const checked = execFileSync(process.execPath, [program, 'check', file], { encoding: 'utf8' });
  expect(checked).toContain('no errors');
}, 240_000);

test('an export is whole or not there, and says where it is', async () => {
  const shown = await open();
  shown.press('e');
  await shown.until(
    (screen) => screen.includes('toguna-export/outcomes.csv and paths.csv'),
    'where',
  );
  expect(readdirSync(join(folder, 'toguna-export')).sort()).toEqual(['outcomes.csv', 'paths.csv']);
  rmSync(folder, { recursive: true });
  shown.press('e');
  await shown.until((screen) => screen.includes('not written: cannot write'), 'why not');
  shown.press('j');
  await shown.until((screen) => !screen.includes('not written'), 'keys to work');
});

test('in French the messages are French', async () => {
  const shown = await open({ LC_ALL: 'fr_FR.UTF-8' });
  shown.press('s');
  await shown.until((screen) => /enregistrer dans .* sous/.test(screen), 'the question');
  shown.press(`${'\x7f'.repeat(20)}base\r`);
  await shown.until((screen) => screen.includes('donnez un autre nom'), 'the answer');
});

test('off a terminal explore and tour print the plain table', () => {
  const ran = toguna('explore', path('base'), path('works'));
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain('change and better in: against base');
  expect(ran.stdout).toBe(toguna(path('base'), path('works')).stdout);
});

test('a policy in no file is written when the interface is ended from outside, and opens', async () => {
  const shown = await open();
  shown.kill('SIGTERM');
  expect(await shown.ended()).toBe(143);
  expect(shown.screen().replace(/\n/g, '')).toContain('works_2_unsaved.yaml');
  const file = join(folder, 'works_2_unsaved.yaml');
  expect(readFileSync(file, 'utf8')).toContain('extends: s/works\n');
  expect(toguna('check', file).code).toBe(0);
});
