import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseCsv } from '../../src/diagnostics/csv.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { MODEL } from '../scenario/small-model.js';
import { launch, type Session } from '../tui/harness/terminal.js';
import { ROOT, smallFolder, toguna } from './program.js';

// Map, mouse, assumptions, palette and files of the built program, in a pseudo-terminal, on a small model.
const PROGRAM = join(ROOT, 'dist', 'cli.js');
let folder: string;
let session: Session | undefined;

beforeEach(() => {
  folder = smallFolder();
});
afterEach(() => {
  session?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const path = (name: string) => join(folder, 's', `${name}.yaml`);
const whole = (screen: string) => /✓ 40 of 40 worlds/.test(screen);
const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

async function open(columns: number, rows: number, names: readonly string[] = ['base', 'works']) {
  const files = names.map(path);
  session = launch(PROGRAM, columns, rows, {}, files, 60_000, folder);
  await session.until(whole, 'all worlds');
  return session;
}

/** Rows of a CSV file by the names of its columns. */
function rowsOf(file: string): Record<string, string>[] {
  const csv = parseCsv(file, readFileSync(file, 'utf8'), new Diagnostics());
  if (csv === undefined) throw new Error(`${file} cannot be read`);
  return csv.rows.map(({ cells }) =>
    Object.fromEntries(cells.map((cell, i) => [csv.header[i], cell])),
  );
}

test.each(SIZES)(
  'what is exported and saved at %dx%d runs to the same numbers',
  async (columns, rows) => {
    const shown = await open(columns, rows);
    shown.press('\t55\r');
    await shown.until((screen) => /w +\*.* 55 /.test(screen) && whole(screen), 'the typed level');
    shown.resize(100, 30);
    await shown.until(
      (screen) => whole(screen) && screen.includes('╰'),
      'the frame after a resize',
    );
    shown.press('e');
    await shown.until((screen) => screen.includes('toguna-export/outcomes.csv'), 'the export');
    shown.press('s\r');
    await shown.until((screen) => screen.includes('saved as'), 'the file');
    shown.press('q');
    expect(await shown.ended()).toBe(0);

    const out = join(folder, 'out');
    const paths = rowsOf(join(folder, 'toguna-export', 'paths.csv'));
    const names = [...new Set(paths.map((row) => row.variable))].join(',');
    const files = [path('base'), path('works'), path('works_2')];
    const ran = toguna('run', ...files, '--variables', names, '--out', out);
    expect(ran.code).toBe(0);
    const exported = rowsOf(join(folder, 'toguna-export', 'outcomes.csv'));
    const compared = rowsOf(join(out, 'comparison.csv'));
    const again = exported.map((row) => {
      const other = compared.find(
        (one) => one.scenario === row.scenario && one.metric === row.metric,
      );
      return [row.scenario, row.metric, other?.median, other?.difference_median];
    });
    const sixDigits = (text = '') => String(Number(Number(text).toPrecision(6)));
    expect(again).toEqual(
      exported.map((row) => [
        row.scenario,
        row.metric,
        sixDigits(row.median),
        sixDigits(row.change_median),
      ]),
    );
    expect(new Set(exported.map((row) => row.scenario))).toEqual(new Set(['base', 'works_2']));
    const detail = rowsOf(join(out, 'detail.csv'));
    const medians = paths.map((row) => [row.scenario, row.time, sixDigits(row.p50)]);
    const found = paths.map(({ scenario, variable, time }) => {
      const other = detail.find(
        (one) => one.scenario === scenario && one.variable === variable && one.month === time,
      );
      return [scenario, time, other?.median];
    });
    expect(found).toEqual(medians);
  },
);

test.each(SIZES)(
  'assumptions are changed, and told apart from the policy, at %dx%d',
  async (columns, rows) => {
    const shown = await open(columns, rows);
    shown.press('al');
    const screen = await shown.until(
      (text) => text.includes('B′') && whole(text) && /Fighters.*(▼|▲|~0)/.test(text),
      'the four lines',
    );
    expect(screen).toContain('B′ median');
    expect(screen).toContain('B′-A′');
    shown.press('c');
    await shown.until((text) => text.includes('C′ median') && whole(text), 'a copy');
    shown.press('s\r');
    await shown.until((text) => text.includes('saved as'), 'the file');
    expect(readFileSync(path('works_2'), 'utf8')).toMatch(
      /^title: Works, changed\nextends: works\nassumptions:\n {2}rate: 0\.\d+\n$/,
    );
    shown.press('q');
    expect(await shown.ended()).toBe(0);
    expect(toguna('check', path('works_2')).code).toBe(0);
  },
);

describe('in a window of 120x40', () => {
  test('the map chooses what the charts show and where a lever applies', async () => {
    const shown = await open(120, 40);
    shown.press('\tr\r');
    await shown.until(
      (screen) => /Fighters north/.test(screen) && whole(screen),
      'the chart of north',
    );
    shown.press('l');
    await shown.until((screen) => screen.includes('▸ sout'), 'the tile of south');
    shown.press(' ');
    await shown.until(
      (screen) => screen.includes('Works, changed') && whole(screen),
      'the policy changed',
    );
    shown.press('s\r');
    await shown.until((screen) => screen.includes('saved as'), 'the file');
    expect(readFileSync(path('works_2'), 'utf8')).toContain('w: {regions: all}');
  });

  test('the mouse chooses, switches, slides and scrolls', async () => {
    const shown = await open(120, 40);
    const at = (text: string) => {
      const lines = shown.screen().split('\n');
      const row = lines.findIndex((line) => line.includes(text));
      return { x: 1 + (lines[row]?.indexOf(text) ?? 0), y: row + 1 };
    };
    const send = (code: number, { x, y }: { x: number; y: number }, end = 'M') =>
      shown.press(`\u001B[<${code};${x};${y}${end}`);
    send(0, at('A base'));
    await shown.until((screen) => screen.includes('▸ ● A base'), 'the cursor on the baseline');
    send(0, at('B Works'));
    await shown.until((screen) => screen.includes('▸ ○ B Works'), 'the cursor on Works');
    const knob = { ...at('w  '), x: at('w  ').x + 30 };
    const line = () => shown.screen().split('\n')[knob.y - 1] ?? '';
    send(0, { ...knob, x: 1 + line().indexOf('●') });
    send(32, { ...knob, x: 3 + line().indexOf('●') });
    send(0, knob, 'm');
    await shown.until((screen) => /w +\*/.test(screen) && whole(screen), 'the slider to follow');
    send(65, at('person) 1/'));
    await shown.until((screen) => !screen.includes(' 1/'), 'the next chart');
  });

  test('the palette does what it finds', async () => {
    const shown = await open(120, 40);
    shown.press('\u0010');
    await shown.until((screen) => screen.includes('Actions'), 'the palette');
    shown.press('small');
    await shown.until((screen) => /▸ v +small charts/.test(screen), 'the action');
    shown.press('\r');
    await shown.until((screen) => screen.includes(' 3/6'), 'small charts');
  });

  test('a light terminal gets light colours once it says so', async () => {
    const shown = await open(120, 40);
    expect(shown.output()).toContain('\u001B]11;?');
    shown.press('\u001B]11;rgb:ffff/ffff/ffff\u001B\\');
    const colour = () => {
      const lines = shown.screen().split('\n');
      const row = lines.findIndex((line) => line.includes('A base'));
      return shown.cell(lines[row]?.indexOf('A base') ?? 0, row)?.getFgColor();
    };
    await shown.until(() => colour() === 0x0072b2, 'the blue for a light background');
  });

  test('a folder that cannot be written to is told of, and nothing is lost', async () => {
    const shown = await open(120, 40);
    shown.press('\tl');
    await shown.until((screen) => /w +\*.* 41 /.test(screen) && whole(screen), 'the lever at 41');
    // Root may write anywhere, so for root the folder goes; for others the working folder is no way out.
    if (process.getuid?.() === 0) rmSync(join(folder, 's'), { recursive: true });
    else for (const one of [folder, join(folder, 's')]) chmodSync(one, 0o555);
    shown.press('s\r');
    const screen = await shown.until((text) => text.includes('cannot write'), 'why not');
    expect(screen).toContain('not saved');
    expect(screen).toMatch(/w +\*.* 41 /);
    if (process.getuid?.() === 0) mkdirSync(join(folder, 's'));
    else for (const one of [folder, join(folder, 's')]) chmodSync(one, 0o755);
    shown.press('s\r');
    await shown.until((text) => text.includes('saved as'), 'the file');
  });

  test('worlds that go wrong are counted, and the first is explained', async () => {
    const broken = MODEL.replace(
      'parameters:\n',
      'parameters:\n  luck: {title: Luck, unit: 1, value: 1, grade: assumed, distribution: {kind: uniform, low: 0, high: 1}}\n',
    ).replace('equation: sum(fighters)', 'equation: "sum(fighters) / if(luck > 0.5, 0, 1)"');
    writeFileSync(join(folder, 'models', 'small', 'model.yaml'), broken);
    const shown = launch(PROGRAM, 120, 40, {}, ['base', 'works'].map(path), 60_000, folder);
    session = shown;
    await shown.until((screen) => whole(screen) && /\d+ left out/.test(screen), 'the count');
    shown.press('?');
    await shown.until(
      (screen) => /left out under base: world \d+: all_fighters is Infinity/.test(screen),
      'the first world',
    );
  });
});
