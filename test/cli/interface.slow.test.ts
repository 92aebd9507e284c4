import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { pictureOf } from '../tui/harness/picture.js';
import type { Session } from '../tui/harness/terminal.js';
import { launch } from '../tui/harness/terminal.js';
import { ROOT } from './program.js';

// The built program on the shipped scenarios, in a pseudo-terminal.
const PATIENCE_MS = 120_000;
let session: Session | undefined;

afterEach(() => session?.kill('SIGKILL'));

/** The balanced package with a lever of it moved, once the changes of all scenarios in sight are known. */
async function takePicture(shown: Session, file: string) {
  shown.press('kkk\tjjjjllh');
  const known = (screen: string) => (screen.match(/[ABCDEFGH] .*[+-~]\d/g) ?? []).length > 6;
  await shown.until(
    (screen) => screen.includes('✓') && screen.includes('package, changed') && known(screen),
    'what the picture shows',
  );
  writeFileSync(file, pictureOf(shown.terminal));
  shown.press('uuuu');
}

test('toguna opens the Mali comparison, follows keys, finishes, and gives the terminal back', {
  timeout: 2 * PATIENCE_MS,
}, async () => {
  // PICTURE=docs/terminal.svg draws the README's picture, with all worlds.
  const picture = process.env.PICTURE;
  const worlds = picture === undefined ? '45' : '200';
  const program = join(ROOT, 'dist', 'cli.js');
  session = launch(program, 132, 40, {}, ['--worlds', worlds], PATIENCE_MS);
  const first = await session.until(
    (screen) => screen.includes(`of ${worlds} worlds`),
    'the first frame',
  );
  expect(first).toContain('Mali, nothing new');
  expect(first).toContain('scenario exploration, not a forecast; not for targeting');
  const whole = await session.until(
    (screen) => screen.includes(`✓ ${worlds} of ${worlds} worlds`),
    'all worlds',
  );
  expect(whole).toContain(`of ${worlds}\n`.trimEnd());
  const before = whole.split('\n').find((row) => row.includes('▸'));
  session.press('jjj');
  const moved = await session.until(
    (screen) => !screen.includes(before ?? ''),
    'the next scenario',
  );
  expect(moved).toContain('better in');
  const done = `✓ ${worlds} of ${worlds} worlds`;
  await session.until((screen) => screen.includes(done), 'all worlds of that scenario');
  if (picture !== undefined) await takePicture(session, picture);
  session.press('?');
  await session.until((screen) => screen.includes('previous scenario'), 'the help');
  session.press('\u001B');
  await session.until((screen) => !screen.includes('previous scenario'), 'the help to go');
  session.press('q');
  expect(await session.ended()).toBe(0);
  expect(session.terminal.buffer.active.type).toBe('normal');
});
