import { describe, expect, test } from 'vitest';
import type { MetricComparison } from '../../src/analysis/comparison.js';
import { plainTable } from '../../src/report/plain-table.js';
import { widthOf } from '../../src/report/text-width.js';
import { chooseLanguage } from '../../src/report/words.js';

function comparison(
  scenario: string,
  metric: object,
  unit: string,
  [median, p05, p95]: readonly [number, number, number],
  [difference, low, high]: readonly [number, number, number] = [0, 0, 0],
  [betterWorlds, worseWorlds]: readonly [number, number] = [0, 0],
): MetricComparison {
  return {
    scenario,
    metric: metric as MetricComparison['metric'],
    unit,
    worlds: 200,
    mean: median,
    median,
    p05,
    p95,
    baselineMean: median - difference,
    baselineMedian: median - difference,
    differenceMean: difference,
    differenceMedian: difference,
    differenceP05: low,
    differenceP25: (low + difference) / 2,
    differenceP75: (high + difference) / 2,
    differenceP95: high,
    lowerWorlds: difference < 0 ? 200 : 0,
    higherWorlds: difference > 0 ? 200 : 0,
    betterWorlds,
    worseWorlds,
  };
}

const deaths = {
  name: 'deaths',
  title: { en: 'Civilian deaths', fr: 'Civils tués' },
  better: 'lower',
};
const harm = { name: 'harm', title: 'Harm by the state', better: 'lower', harm: 'state' };
const cost = { name: 'cost', title: 'Cost', better: 'neither' };
const scenarios = [
  { name: 'baseline', title: 'Baseline' },
  { name: 'jobs', title: { en: 'Jobs first', fr: "L'emploi d'abord" } },
  { name: 'force', title: 'Crackdown with four times the raids' },
];
const comparisons = [
  comparison('baseline', deaths, 'person', [9200, 7176, 12052]),
  comparison('baseline', harm, 'person', [1480, 1154, 1939]),
  comparison('baseline', cost, 'USD', [0, 0, 0]),
  comparison('jobs', deaths, 'person', [7912, 6171, 10365], [-1288, -2815, -66.2], [172, 28]),
  comparison('jobs', harm, 'person', [1480, 1154, 1939]),
  comparison('jobs', cost, 'USD', [41e6, 32e6, 53.7e6], [41e6, 32e6, 53.7e6]),
  comparison('force', deaths, 'person', [9016, 7032, 11811], [-184, -900, 1104], [120, 80]),
  comparison('force', harm, 'person', [3108, 2424, 4071], [1628, 104, 2848], [18, 182]),
  comparison('force', cost, 'USD', [19e6, 14.8e6, 24.9e6], [19e6, 14.8e6, 24.9e6]),
];
const input = { scenarios, comparisons, worlds: 200, seed: 'demo' };

describe('plainTable', () => {
  test('says everything in 80 columns', () => {
    const text = plainTable({
      ...input,
      warnings: ['scenarios/mali/jobs.yaml:4:3: the intervention never meets the horizon'],
      failures: [{ scenario: 'force', worlds: 3 }],
      assumedShares: [
        { metric: 'deaths', share: 0.64, error: 0 },
        { metric: 'harm', share: 0.31, error: 0 },
        { metric: 'cost', share: 0, error: 0.23 },
      ],
      unitsChecked: false,
    });
    expect(text).toMatchInlineSnapshot(`
      "Civilian deaths, person, lower is better
        scenario       median      5-95 % range   change      5-95 % range   better in
        Baseline        9,200   7,176 to 12,100
        Jobs first      7,912   6,171 to 10,400   -1,288   -2,815 to -66.2  172 of 200
      ! Crackdown wi…   9,016   7,032 to 11,800     -184     -900 to 1,104  120 of 200

      Harm by the state, person, lower is better
        scenario       median      5-95 % range   change      5-95 % range   better in
        Baseline        1,480    1,154 to 1,939
        Jobs first      1,480    1,154 to 1,939        0            0 to 0    0 of 200
      ! Crackdown wi…   3,108    2,424 to 4,071   +1,628      104 to 2,848   18 of 200

      Cost, USD
        scenario       median      5-95 % range   change      5-95 % range   better in
        Baseline            0            0 to 0
        Jobs first     41.0 M  32.0 M to 53.7 M  +41.0 M  32.0 M to 53.7 M
        Crackdown wi…  19.0 M  14.8 M to 24.9 M  +19.0 M  14.8 M to 24.9 M

      ! harm by the state rises by 1 % or more, in more worlds than it falls; or the
      metric is worse by 1 % or more in over a quarter of the worlds

      warning: scenarios/mali/jobs.yaml:4:3: the intervention never meets the horizon
      change and better in: against Baseline, world by world
      200 worlds, seed demo
      3 worlds left out under Crackdown with four times the raids: a value was not finite
      share of the explained spread that rests on assumed numbers: Civilian deaths
      64 %, Harm by the state 31 %
      200 worlds are too few to say how much rests on assumed numbers: Cost
      units unchecked
      scenario exploration, not a forecast; not for targeting
      "
    `);
    const table = text.slice(0, text.indexOf('\n\n!')).split('\n');
    expect(Math.max(...table.map(widthOf))).toBeLessThanOrEqual(80);
  });

  test('uses more columns for long titles when it has them', () => {
    expect(plainTable({ ...input, width: 120 })).toContain('Crackdown with four times the raids');
  });

  test('speaks French', () => {
    expect(plainTable({ ...input, language: 'fr', width: 100 })).toMatchInlineSnapshot(`
      "Civils tués, person, moins vaut mieux
        scénario                         médiane   étendue 5-95 %    écart   étendue 5-95 %  meilleur dans
        Baseline                           9 200   7 176 à 12 100
        L'emploi d'abord                   7 912   6 171 à 10 400   -1 288   -2 815 à -66,2    172 sur 200
      ! Crackdown with four times the…     9 016   7 032 à 11 800     -184     -900 à 1 104    120 sur 200

      Harm by the state, person, moins vaut mieux
        scénario                         médiane   étendue 5-95 %    écart   étendue 5-95 %  meilleur dans
        Baseline                           1 480    1 154 à 1 939
        L'emploi d'abord                   1 480    1 154 à 1 939        0            0 à 0      0 sur 200
      ! Crackdown with four times the…     3 108    2 424 à 4 071   +1 628      104 à 2 848     18 sur 200

      Cost, USD
        scénario                         médiane   étendue 5-95 %    écart   étendue 5-95 %  meilleur dans
        Baseline                               0            0 à 0
        L'emploi d'abord                  41,0 M  32,0 M à 53,7 M  +41,0 M  32,0 M à 53,7 M
        Crackdown with four times the…    19,0 M  14,8 M à 24,9 M  +19,0 M  14,8 M à 24,9 M

      ! les atteintes de l'État augmentent d'au moins 1 %, dans plus de mondes qu'elles ne baissent ; ou
      la mesure empire d'au moins 1 % dans plus d'un quart des mondes

      écart et meilleur dans : par rapport à Baseline, monde par monde
      200 mondes, graine demo
      exploration de scénarios, ni prévision ni aide au ciblage
      "
    `);
  });

  test('a metric that the baseline lacks has no difference', () => {
    const alone = {
      ...comparison('jobs', deaths, 'person', [5, 4, 6]),
      worlds: 0,
      differenceMedian: Number.NaN,
    };
    expect(plainTable({ ...input, comparisons: [alone] })).toMatchInlineSnapshot(`
      "Civilian deaths, person, lower is better
        scenario    median  5-95 % range  change  5-95 % range  better in
        Jobs first       5        4 to 6     n/a

      change and better in: against Baseline, world by world
      200 worlds, seed demo
      scenario exploration, not a forecast; not for targeting
      "
    `);
  });

  test('nothing to compare is said in words', () => {
    expect(plainTable({ ...input, comparisons: [], worlds: 1, scenarios: [] })).toBe(
      'no world gave a result\n\n1 world, seed demo\nscenario exploration, not a forecast; not for targeting\n',
    );
  });

  test('text from files cannot send codes to the terminal', () => {
    const hostile = '\u001B[31mred\u202e';
    const text = plainTable({
      ...input,
      scenarios: [{ name: 'baseline', title: hostile }],
      seed: hostile,
      warnings: [hostile],
    });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(text).toContain('seed \\x1b[31mred\\u202e');
  });
});

test('the language is the one asked for, else that of the locale, else English', () => {
  expect(chooseLanguage('fr', { LANG: 'en_GB.UTF-8' })).toBe('fr');
  expect(chooseLanguage(undefined, { LANG: 'fr_ML.UTF-8' })).toBe('fr');
  expect(chooseLanguage(undefined, { LC_ALL: 'C', LANG: 'fr_FR' })).toBe('en');
  expect(chooseLanguage('de', {})).toBe('en');
});
