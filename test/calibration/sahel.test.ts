import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCalibration } from '../../src/calibration/read/read.js';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { readWorlds } from '../../src/plan/posterior.js';
import { DiskFiles } from '../../src/study/disk-files.js';
import { readPosteriors } from '../../src/study/read-posterior.js';
import { readShipped } from '../sahel/shipped.js';

// What docs/calibration.md says of the Sahel fit is what the shipped files say.

const ROOT = join(import.meta.dirname, '..', '..');
const FOLDER = join(ROOT, 'models', 'sahel');
const PAGE = readFileSync(join(ROOT, 'docs', 'calibration.md'), 'utf8');

type Row = Readonly<Record<string, string>>;

function scoreRows(): readonly Row[] {
  const [head = '', ...lines] = readFileSync(join(FOLDER, 'score.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  // Names of places hold commas, and are quoted for it.
  const cellsOf = (line: string) =>
    (line.match(/("[^"]*"|[^,]*)(,|$)/g) ?? []).map((one) =>
      one.replace(/,$/, '').replace(/^"|"$/g, ''),
    );
  const names = head.split(',');
  return lines.map((line) => {
    const cells = cellsOf(line);
    return Object.fromEntries(names.map((name, c) => [name, cells[c] ?? '']));
  });
}

const rows = scoreRows();
const rowOf = (place: string, lead: string, forecaster: string): Row => {
  const found = rows.find(
    (one) => one.place === place && one.lead === lead && one.forecaster === forecaster,
  );
  if (found === undefined)
    throw new Error(`score.csv has no ${forecaster} for ${place} at ${lead}`);
  return found;
};

const PLACES: Readonly<Record<string, string>> = {
  'Mali, mean over regions': 'mali, mean',
  'Mali, sum': 'mali, sum',
  'Burkina Faso, sum': 'burkina, sum',
  'Niger, sum': 'niger, sum',
  'all 20, mean over regions': 'mean',
  'all 20, sum': 'sum',
};

describe('the page on calibration', () => {
  test('has the scores of score.csv in its table', () => {
    const table = PAGE.split('\n').filter((line) =>
      Object.keys(PLACES).some((place) => line.startsWith(`| ${place} |`)),
    );
    expect(table.length).toBe(6 * 5);
    const two = (text: string | undefined) => Number(text).toFixed(2);
    const range = (row: Row, name: string) =>
      `${two(row[name])} (${two(row[`${name}_p05`])} to ${two(row[`${name}_p95`])})`;
    const percent = (text: string | undefined) => `${Math.round(100 * Number(text))} %`;
    for (const line of table) {
      const [, place = '', lead = '', ...cells] = line.split('|').map((one) => one.trim());
      const own = rowOf(PLACES[place] ?? '', lead, 'model');
      const recent = rowOf(PLACES[place] ?? '', lead, 'last_12');
      expect(cells.slice(0, 7)).toEqual([
        two(own.crps),
        two(recent.crps),
        range(own, 'skill_over_last_12'),
        `\`${own.skill_over}\``,
        range(own, 'skill'),
        percent(own.coverage_50),
        percent(own.coverage_90),
      ]);
    }
  });

  test('and the sentence of the README has them too', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [six, twelve, sumSix, sumTwelve] = [
      ['mali, mean', '6'],
      ['mali, mean', '12'],
      ['mali, sum', '6'],
      ['mali, sum', '12'],
    ].map(([place = '', lead = '']) =>
      Math.round(100 * Number(rowOf(place, lead, 'model').skill_over_last_12)),
    );
    expect(readme).toContain(
      `for the regions of Mali is ${six} and ${twelve} % below that of simply taking the last 12 months (${sumSix} and ${sumTwelve} % for their sum)`,
    );
  });

  test('says how many worlds there are and how well the populations agree', () => {
    const fit = JSON.parse(readFileSync(join(FOLDER, 'posterior.json'), 'utf8')) as {
      worlds: number;
      runs: number;
      parameters: { splitRhat: number; verdict: string }[];
      checks: { share: number }[];
    };
    const worst = Math.max(...fit.parameters.map((one) => one.splitRhat));
    const of = (verdict: string) => fit.parameters.filter((one) => one.verdict === verdict).length;
    const failing = fit.checks.filter((one) => one.share < 0.025 || one.share > 0.975).length;
    expect(PAGE).toContain(`${fit.worlds} worlds after ${fit.runs.toLocaleString('en')} runs`);
    expect(PAGE).toContain(`largest R-hat is ${worst.toFixed(2)}`);
    expect(PAGE).toContain(
      `Of ${fit.parameters.length} fitted numbers ${of('informed')} are informed, ${of('weakly informed')} weakly`,
    );
    expect(PAGE).toContain(`${failing} of ${fit.checks.length} properties`);
  });
});

describe('the shipped posterior', () => {
  const files = new DiskFiles();
  const diagnostics = new Diagnostics();
  const calibration = readCalibration(join(FOLDER, 'calibration.yaml'), files, diagnostics, {
    roots: [ROOT],
  });

  test('is one of the shipped model and file, with a posterior for every year that is scored', () => {
    const posteriors = readPosteriors(calibration!, FOLDER, files, diagnostics);
    expect(diagnostics.list()).toEqual([]);
    expect(posteriors?.length).toBe(7);
    const width = calibration!.columns.length;
    expect(posteriors?.map((one) => one.rows.length / width)).toEqual([
      200,
      200,
      200,
      200,
      200,
      200,
      calibration!.worlds,
    ]);
    expect(posteriors?.every((one) => one.rows.every(Number.isFinite))).toBe(true);
  });

  test('is made of columns of the model, and starts in 2022 from what its worlds had reached', () => {
    const file = join(FOLDER, 'posterior.csv');
    const text = readFileSync(file, 'utf8');
    const plan = { worlds: 100, design: 'latin_hypercube' as const, seed: 's' };
    const worlds = readWorlds(file, text, calibration!.model, plan, diagnostics);
    expect(diagnostics.list()).toEqual([]);
    const valueIn = (name: string, world: number) =>
      worlds.values[world * worlds.columns.length + worlds.columns.indexOf(name)]!;
    expect([valueIn('carried', 7), valueIn('start_year', 7)]).toEqual([1, 2022]);
    expect(valueIn('fighters_carried[mopti,jnim]', 7)).toBeGreaterThan(20);
    // What the fit held for its own sake varies again.
    expect(valueIn('severity_spread', 7)).not.toBe(valueIn('severity_spread', 8));
  });
});

test.each(['mali', 'liptako'])('the scenarios of %s run on its worlds', (place) => {
  const { scenarios, problems } = readShipped([`${place}/baseline`, `${place}/coup`]);
  expect(problems).toBe('');
  for (const { plan } of scenarios)
    expect(plan.worldsFile).toMatch(/models\/sahel\/posterior\.csv$/);
});

describe('what the fit is for', () => {
  test.each([
    ['mali, mean', '6'],
    ['mali, mean', '12'],
    ['mali, sum', '6'],
    ['mali, sum', '12'],
  ])('%s, %s months ahead, has a lower CRPS than the last 12 months', (place, lead) => {
    const [own, recent] = [rowOf(place, lead, 'model'), rowOf(place, lead, 'last_12')];
    expect(Number(own.months)).toBe(72);
    expect(Number(own.crps)).toBeLessThan(Number(recent.crps));
  });

  test.each(['1', '3', '6', '12'])(
    '90 %% intervals hold 85 to 95 %% by region at %s months, to the nearest per cent',
    (lead) => {
      const share = Math.round(100 * Number(rowOf('mali, mean', lead, 'model').coverage_90));
      expect(share).toBeGreaterThanOrEqual(85);
      expect(share).toBeLessThanOrEqual(95);
    },
  );
});
