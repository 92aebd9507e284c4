import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// The columns that were worked out once are worked out again here from the panel that ships beside them.

const FOLDER = 'models/sahel/data';
type Row = Readonly<Record<string, string>>;

function rows(name: string): Row[] {
  const [head = '', ...lines] = readFileSync(`${FOLDER}/${name}`, 'utf8').trimEnd().split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

const text = (row: Row, column: string): string => row[column] ?? '';
const number = (row: Row, column: string): number => Number(row[column]);
const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

const regions = rows('regions.csv');
const fighters = rows('fighters.csv');
const panel = rows('ucdp_month_region.csv');
const mali = new Set(
  regions.filter((row) => text(row, 'mali') === '1').map((row) => text(row, 'region')),
);
const inMali = (row: Row) => mali.has(text(row, 'region'));

describe('the data of the Sahel model', () => {
  it('has the deaths of UCDP in Mali by year', () => {
    const deaths = (year: string) =>
      total(
        panel
          .filter((row) => inMali(row) && text(row, 'month').startsWith(year))
          .map((row) => number(row, 'deaths_best')),
      );
    // UCDP GED 24.1; deaths without a region are not in the panel (10 in 2018, 11 in 2020).
    expect(['2012', '2017', '2018', '2020', '2021'].map(deaths)).toEqual([
      359, 605, 1271, 1498, 1287,
    ]);
  });

  it('halves the memory of civilian deaths every 36 months', () => {
    for (const region of regions) {
      const memory = total(
        panel
          .filter((row) => text(row, 'region') === text(region, 'region'))
          .map((row) => {
            const [year = 0, month = 0] = text(row, 'month').split('-').map(Number);
            const age = (2022 - year) * 12 + 1 - month - 0.5;
            return number(row, 'deaths_civilians') * 0.5 ** (age / 36);
          }),
      );
      const per100000 = (memory / number(region, 'population')) * 100_000;
      // Written with three decimals.
      expect(Math.abs(number(region, 'harm_memory_2022') - per100000)).toBeLessThan(0.00051);
    }
  });

  it('puts activity three quarters of the way from 1 to the share of deaths over the share of fighters, Mali being 1', () => {
    const recent = panel.filter((row) => text(row, 'month') >= '2020-01');
    const allDeaths = total(recent.filter(inMali).map((row) => number(row, 'deaths_best')));
    const allFighters = total(fighters.filter(inMali).map((row) => number(row, 'fighters_2022')));
    for (const region of regions) {
      const here = (row: Row) => text(row, 'region') === text(region, 'region');
      const deaths = total(recent.filter(here).map((row) => number(row, 'deaths_best')));
      const people = total(fighters.filter(here).map((row) => number(row, 'fighters_2022')));
      const activity = 0.25 + (0.75 * (deaths / allDeaths)) / (people / allFighters);
      expect(Math.abs(number(region, 'activity') - activity)).toBeLessThan(0.00051);
    }
  });

  it('counts militia and communal deaths of 2019 to 2021 by month', () => {
    for (const region of regions) {
      const here = panel.filter(
        (row) => text(row, 'region') === text(region, 'region') && text(row, 'month') >= '2019-01',
      );
      const deaths = total(
        here.map((row) => number(row, 'best_militia') + number(row, 'best_communal')),
      );
      expect(Math.abs(number(region, 'communal_2022') - deaths / 36)).toBeLessThan(0.00051);
    }
  });

  it('shares out gold and corridors, and puts each region in one country', () => {
    for (const column of ['gold', 'transit'])
      expect(total(regions.map((row) => number(row, column)))).toBeCloseTo(1, 9);
    const members = rows('membership.csv');
    for (const region of regions) {
      const own = members.filter((row) => text(row, 'region') === text(region, 'region'));
      expect(own.map((row) => number(row, 'member'))).toEqual(
        ['mali', 'burkina', 'niger'].map((country) => number(region, country)),
      );
      expect(total(own.map((row) => number(row, 'member')))).toBe(1);
    }
  });

  it('has the deaths of each actor as sums of the panel', () => {
    const columns = {
      jnim: ['best_jnim'],
      is_sahel: ['best_is_sahel'],
      state: ['best_state_only'],
      communal: ['best_militia', 'best_communal'],
    };
    const actors = rows('ucdp_month_actor.csv');
    expect(actors.length).toBe(144 * 4);
    for (const [actor, parts] of Object.entries(columns)) {
      const sums = new Map<string, number>();
      for (const row of panel) {
        const here = total(parts.map((column) => number(row, column)));
        sums.set(text(row, 'month'), (sums.get(text(row, 'month')) ?? 0) + here);
      }
      const own = actors.filter((row) => text(row, 'actor') === actor);
      expect(own.map((row) => [text(row, 'month'), number(row, 'deaths_best')])).toEqual([...sums]);
    }
  });

  it('has the hashes that its README gives', () => {
    const readme = readFileSync(`${FOLDER}/README.md`, 'utf8');
    for (const name of [
      'regions.csv',
      'fighters.csv',
      'starts.csv',
      'borders.csv',
      'membership.csv',
      'forces.csv',
      'gold_price.csv',
      'ucdp_month_region.csv',
      'ucdp_month_actor.csv',
      'soft_targets.csv',
    ]) {
      const hash = createHash('sha256')
        .update(readFileSync(`${FOLDER}/${name}`))
        .digest('hex');
      expect(readme).toContain(`| \`${name}\` | \`${hash}\` |`);
    }
  });
});
