import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { bundleFixture } from './harness/bundle.js';
import { pictureOf } from './harness/picture.js';
import { launch, type Session } from './harness/terminal.js';

// The interface as people run it: bundled, in a pseudo-terminal, read back from a terminal emulator.
let demo: Awaited<ReturnType<typeof bundleFixture>>;
const sessions: Session[] = [];

beforeAll(async () => {
  demo = await bundleFixture(new URL('./fixtures/demo.ts', import.meta.url));
});
afterEach(() => {
  for (const session of sessions.splice(0)) session.kill('SIGKILL');
});
afterAll(() => demo.remove());

function open(columns: number, rows: number, env: Record<string, string> = {}): Session {
  const session = launch(demo.script, columns, rows, env);
  sessions.push(session);
  return session;
}

/** With PICTURES=DIR the screens are kept as SVG, for a look and for the README. */
function savePicture({ terminal }: Session, name: string) {
  const folder = process.env.PICTURES;
  if (folder !== undefined) writeFileSync(join(folder, `${name}.svg`), pictureOf(terminal));
}

const complete = (screen: string) => screen.includes('✓ 200 of 200 worlds');
const colour = /\[(?:[\d;]*;)?(?:[34]8;[25]|[349][0-7]|10[0-7])[\d;]*m/;

/** The terminal is as the shell had it. */
function expectRestored({ terminal, output }: Session) {
  expect(terminal.buffer.active.type).toBe('normal');
  expect(terminal.modes.wraparoundMode).toBe(true);
  expect(output().lastIndexOf('\u001B[?25h')).toBeGreaterThan(output().lastIndexOf('\u001B[?25l'));
}

describe.each([
  [80, 24],
  [120, 40],
  [200, 60],
] as const)('at %dx%d', (columns, rows) => {
  test('shows partial results, then all; follows keys; gives the terminal back', async () => {
    const session = open(columns, rows);
    const partial = await session.until(
      (screen) => /(25|50|100) of 200 worlds/.test(screen),
      'partial results',
    );
    expect(partial).toContain('B Jobs first');
    const full = await session.until(complete, 'all worlds');
    expect(session.terminal.buffer.active.type).toBe('alternate');
    expect(full.split('\n').at(-1)).toContain(
      'scenario exploration, not a forecast; not for targeting',
    );
    expect(full.split('\n')[0]).toContain(' toguna   Sahel');
    savePicture(session, `interface-${columns}x${rows}`);
    session.press('jjj');
    await session.until((screen) => /▸ ○ E Crackdown/.test(screen), 'the cursor on E');
    session.press('m');
    await session.until((screen) => screen.includes('Fighters (person) 2/3'), 'the next variable');
    session.press('?');
    await session.until((screen) => screen.includes('Ctrl-Z'), 'help');
    session.press('q');
    expect(await session.ended()).toBe(0);
    expectRestored(session);
    expect(session.screen()).toContain('back in the shell');
  });
});

describe('in a terminal', () => {
  test('a resize at any moment leaves one whole frame', async () => {
    const session = open(120, 40);
    for (const [columns, rows] of [
      [100, 30],
      [80, 22],
      [160, 50],
      [90, 45],
    ] as const) {
      session.resize(columns, rows);
      const screen = await session.until((text) => {
        const lines = text.split('\n').map((line) => line.trimEnd());
        return lines[1]?.length === columns && lines.at(-1)?.endsWith('not for targeting') === true;
      }, `a frame of ${columns}x${rows}`);
      expect(screen.match(/ toguna /g)).toHaveLength(1);
      expect(screen.match(/not a forecast/g)).toHaveLength(1);
      expect(session.terminal.buffer.active.baseY).toBe(0);
    }
    session.resize(60, 15);
    await session.until((screen) => screen.includes('toguna needs 80x22'), 'too small');
    session.resize(100, 30);
    await session.until(complete, 'the full frame again');
  });

  test('Ctrl-C restores the terminal', async () => {
    const session = open(100, 30);
    await session.until(complete, 'all worlds');
    session.press('jj\u0003');
    expect(await session.ended()).toBe(0);
    expectRestored(session);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
  ] as const)('%s restores the terminal and ends with %d', async (signal, code) => {
    const session = open(100, 30);
    await session.until(complete, 'all worlds');
    session.kill(signal);
    expect(await session.ended()).toBe(code);
    expectRestored(session);
  });

  test('a crash restores the terminal before its message', async () => {
    const session = open(100, 30, { DEMO: 'crash' });
    expect(await session.ended()).not.toBe(0);
    expectRestored(session);
    expect(session.screen()).toContain('crash in a timer');
    // In a sentence, without the program's own code.
    expect(session.output()).not.toContain('setTimeout');
  });

  test.each([
    ['crash', 'stopped: crash in a timer. What was not saved is in rescued.yaml'],
    ['reject', 'What was not saved is in rescued.yaml'],
  ])(
    'on a %s what is in no file is written, and the last sentence says where',
    async (how, said) => {
      const session = open(100, 30, { DEMO: `${how} when edited` });
      await session.until(complete, 'all worlds');
      session.press('\tl');
      expect(await session.ended()).not.toBe(0);
      expectRestored(session);
      expect(session.screen().replace(/\n/g, '')).toContain(said);
      expect(session.output()).not.toContain('    at ');
    },
  );

  test('a signal writes what is in no file too', async () => {
    const session = open(100, 30, { DEMO: 'levers' });
    await session.until(complete, 'all worlds');
    session.press('\tl');
    await session.until((screen) => screen.includes('not saved'), 'the changed copy');
    session.kill('SIGTERM');
    expect(await session.ended()).toBe(143);
    expectRestored(session);
    expect(session.screen()).toContain('What was not saved is in rescued.yaml');
  });

  test('Ctrl-Z with no shell above comes back and goes on', async () => {
    const session = open(100, 30);
    await session.until(complete, 'all worlds');
    session.press('\u001A');
    await session.until(
      () => session.output().split('?1049h').length === 3,
      'the screen taken again',
    );
    session.press('j');
    await session.until((screen) => /▸ ○ C Policing/.test(screen), 'keys to work');
  });

  test('NO_COLOR sends no colour; a colour terminal gets the scenario colours', async () => {
    const plain = open(100, 30, { NO_COLOR: '1' });
    await plain.until(complete, 'all worlds');
    expect(plain.output()).not.toMatch(colour);
    const coloured = open(100, 30);
    await coloured.until(complete, 'all worlds');
    expect(coloured.output()).toMatch(colour);
    // Okabe-Ito's sky blue is the baseline's.
    const row = coloured
      .screen()
      .split('\n')
      .findIndex((line) => line.includes('A Baseline'));
    const column = coloured.screen().split('\n')[row]?.indexOf('A Baseline') ?? 0;
    expect(coloured.cell(column, row)?.getFgColor()).toBe(0x56b4e9);
  });

  test('a key is on screen within 50 ms, and a change sends little', async () => {
    const session = open(120, 40);
    await session.until(complete, 'all worlds');
    const waits: number[] = [];
    const before = session.output().length;
    for (let i = 0; i < 20; i += 1) {
      const down = i % 2 === 0;
      const started = performance.now();
      session.press(down ? 'j' : 'k');
      await session.until(
        (screen) => (down ? /▸ ○ C/ : /▸ ○ B/).test(screen),
        'the cursor to move',
      );
      waits.push(performance.now() - started);
    }
    waits.sort((a, b) => a - b);
    const [best = 0, median = 0] = [waits[0], waits[10]];
    const bytes = Math.round((session.output().length - before) / waits.length);
    console.log(
      `key to screen: best ${best.toFixed(0)} ms, median ${median.toFixed(0)} ms, ${bytes} bytes a key`,
    );
    // Other work on the machine slows most of them; only the best says what the program takes.
    expect(best).toBeLessThan(50);
    expect(bytes).toBeLessThan(20_000);
  });
});
