import fc from 'fast-check';
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
  const longest = (text: string) => Math.max(...text.split('\n').map(widthOf));
  const full = {
    ...input,
    warnings: ['scenarios/mali/jobs.yaml:4:3: the intervention never meets the horizon'],
    failures: [{ scenario: 'force', worlds: 3 }],
    assumedShares: [
      { metric: 'deaths', share: 0.64, error: 0 },
      { metric: 'harm', share: 0.31, error: 0 },
      // Larger than itself: it says nothing.
      { metric: 'cost', share: 0.2, error: 0.3 },
    ],
    unitsChecked: false,
  };

  test('says everything in 100 columns', () => {
    const text = plainTable({ ...full, width: 100 });
    expect(text).toMatchInlineSnapshot(`
      "Civilian deaths, person, lower is better
        scenario                           median      5-95 % range   change      5-95 % range   better in
        Baseline                            9,200   7,176 to 12,100
        Jobs first                          7,912   6,171 to 10,400   -1,288   -2,815 to -66.2  172 of 200
      ! Crackdown with four times the ra…   9,016   7,032 to 11,800     -184     -900 to 1,104  120 of 200

      Harm by the state, person, lower is better
        scenario                           median      5-95 % range   change      5-95 % range   better in
        Baseline                            1,480    1,154 to 1,939
        Jobs first                          1,480    1,154 to 1,939        0            0 to 0    0 of 200
      ! Crackdown with four times the ra…   3,108    2,424 to 4,071   +1,628      104 to 2,848   18 of 200

      Cost, USD
        scenario                           median      5-95 % range   change      5-95 % range   better in
        Baseline                                0            0 to 0
        Jobs first                         41.0 M  32.0 M to 53.7 M  +41.0 M  32.0 M to 53.7 M
        Crackdown with four times the ra…  19.0 M  14.8 M to 24.9 M  +19.0 M  14.8 M to 24.9 M

      ! harm by the state rises by 1 % or more, in more worlds than it falls; or the metric is worse by
      1 % or more in over a quarter of the worlds

      warning: scenarios/mali/jobs.yaml:4:3: the intervention never meets the horizon
      change and better in: against Baseline, world by world
      200 worlds, seed demo
      3 worlds left out under Crackdown with four times the raids: a value was not finite
      share of the explained spread that rests on assumed numbers: Civilian deaths 64 %, Harm by the state
      31 %
      200 worlds are too few to say how much rests on assumed numbers: Cost
      units unchecked
      scenario exploration, not a forecast; not for targeting
      "
    `);
    expect(longest(text)).toBeLessThanOrEqual(100);
  });

  test('gives up columns where there is no room for names, and says whose range is left', () => {
    expect(plainTable({ ...full, width: 80 })).toMatchInlineSnapshot(`
      "Civilian deaths, person, lower is better
        scenario                        median   change       5-95 % range   better in
        Baseline                         9,200           (7,176 to 12,100)
        Jobs first                       7,912   -1,288    -2,815 to -66.2  172 of 200
      ! Crackdown with four times the…   9,016     -184      -900 to 1,104  120 of 200

      Harm by the state, person, lower is better
        scenario                        median   change       5-95 % range   better in
        Baseline                         1,480            (1,154 to 1,939)
        Jobs first                       1,480        0             0 to 0    0 of 200
      ! Crackdown with four times the…   3,108   +1,628       104 to 2,848   18 of 200

      Cost, USD
        scenario                        median   change       5-95 % range   better in
        Baseline                             0                    (0 to 0)
        Jobs first                      41.0 M  +41.0 M   32.0 M to 53.7 M
        Crackdown with four times the…  19.0 M  +19.0 M   14.8 M to 24.9 M

      ! harm by the state rises by 1 % or more, in more worlds than it falls; or the
      metric is worse by 1 % or more in over a quarter of the worlds
      in brackets: the 5-95 % range of the baseline itself

      warning: scenarios/mali/jobs.yaml:4:3: the intervention never meets the horizon
      change and better in: against Baseline, world by world
      200 worlds, seed demo
      3 worlds left out under Crackdown with four times the raids: a value was not
      finite
      share of the explained spread that rests on assumed numbers: Civilian deaths
      64 %, Harm by the state 31 %
      200 worlds are too few to say how much rests on assumed numbers: Cost
      units unchecked
      scenario exploration, not a forecast; not for targeting
      "
    `);
    expect(plainTable({ ...full, width: 60 })).toMatchInlineSnapshot(`
      "Civilian deaths, person, lower is better
        scenario                        median   change  better in
        Baseline                         9,200
        Jobs first                       7,912   -1,288       86 %
      ! Crackdown with four times the…   9,016     -184       60 %

      Harm by the state, person, lower is better
        scenario                        median   change  better in
        Baseline                         1,480
        Jobs first                       1,480        0        0 %
      ! Crackdown with four times the…   3,108   +1,628        9 %

      Cost, USD
        scenario                        median   change  better in
        Baseline                             0
        Jobs first                      41.0 M  +41.0 M
        Crackdown with four times the…  19.0 M  +19.0 M

      ! harm by the state rises by 1 % or more, in more worlds
      than it falls; or the metric is worse by 1 % or more in over
      a quarter of the worlds

      warning: scenarios/mali/jobs.yaml:4:3: the intervention
      never meets the horizon
      change and better in: against Baseline, world by world
      200 worlds, seed demo
      3 worlds left out under Crackdown with four times the raids:
      a value was not finite
      share of the explained spread that rests on assumed numbers:
      Civilian deaths 64 %, Harm by the state 31 %
      200 worlds are too few to say how much rests on assumed
      numbers: Cost
      units unchecked
      scenario exploration, not a forecast; not for targeting
      "
    `);
  });

  test('never wraps from 60 columns on, whatever the titles and numbers', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    const title = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    const triple = fc.tuple(number, number, number);
    const row = fc.record({ own: triple, change: triple, worlds: fc.nat(10_000_000) });
    fc.assert(
      fc.property(
        fc.array(fc.record({ title, row }), { minLength: 1, maxLength: 4 }),
        title,
        fc.integer({ min: 60, max: 140 }),
        fc.constantFrom('en' as const, 'fr' as const),
        (rows, metricTitle, width, language) => {
          const metric = { ...deaths, title: metricTitle };
          const text = plainTable({
            scenarios: rows.map((one, i) => ({ name: `s${i}`, title: one.title })),
            comparisons: rows.map(({ row: { own, change, worlds } }, i) => ({
              ...comparison(`s${i}`, metric, 'person', own, change, [worlds, 0]),
              worlds: 10_000_000,
            })),
            leftOut: ['deaths'],
            failures: [{ scenario: 's0', worlds: 5 }],
            worlds: 200,
            seed: metricTitle,
            width,
            language,
          });
          expect(longest(text)).toBeLessThanOrEqual(width);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('cuts names where they agree, not where they differ', () => {
    const alike = ['jobs', 'conduct', 'operations', 'services'].map((one) => ({
      name: one,
      title: `40 million US dollars a year on ${one}`,
    }));
    const text = plainTable({
      ...input,
      scenarios: [{ name: 'baseline', title: 'Baseline' }, ...alike],
      comparisons: [
        comparison('baseline', deaths, 'person', [9200, 7176, 12052]),
        ...alike.map(({ name }) =>
          comparison(name, deaths, 'person', [9200, 7176, 12052], [-12, -100, 100], [120, 80]),
        ),
      ],
      width: 60,
    });
    const names = text
      .split('\n')
      .slice(3, 7)
      .map((line) => line.slice(2).split(/ {2,}/)[0]);
    expect(new Set(names).size).toBe(4);
    for (const [i, { name }] of alike.entries()) expect(names[i]).toContain(name);
  });

  test('speaks French', () => {
    const text = plainTable({ ...full, leftOut: ['harm'], costParts: ['a', 'b'], language: 'fr' });
    expect(text).toMatchInlineSnapshot(`
      "Civils tués, person, moins vaut mieux
        scénario                     médiane    écart    étendue 5-95 %  meilleur dans
        Baseline                       9 200           (7 176 à 12 100)
        L'emploi d'abord               7 912   -1 288    -2 815 à -66,2    172 sur 200
      ! Crackdown with four times…     9 016     -184      -900 à 1 104    120 sur 200

      Harm by the state, person, moins vaut mieux
        scénario                     médiane    écart    étendue 5-95 %  meilleur dans
        Baseline                       1 480            (1 154 à 1 939)
        L'emploi d'abord               1 480        0             0 à 0      0 sur 200
      ! Crackdown with four times…     3 108   +1 628       104 à 2 848     18 sur 200

      Cost, USD
        scénario                     médiane    écart    étendue 5-95 %  meilleur dans
        Baseline                           0                    (0 à 0)
        L'emploi d'abord              41,0 M  +41,0 M   32,0 M à 53,7 M
        Crackdown with four times…    19,0 M  +19,0 M   14,8 M à 24,9 M

      ! les atteintes de l'État augmentent d'au moins 1 %, dans plus de mondes
      qu'elles ne baissent ; ou la mesure empire d'au moins 1 % dans plus d'un quart
      des mondes
      entre parenthèses : l'étendue 5-95 % de la référence elle-même

      avertissement: scenarios/mali/jobs.yaml:4:3: the intervention never meets the
      horizon
      non affichés (--all les montre) : ! Harm by the state ; 2 parts du coût
      écart et meilleur dans : par rapport à Baseline, monde par monde
      200 mondes, graine demo
      3 mondes écartés sous Crackdown with four times the raids : une valeur n'était
      pas finie
      part de la dispersion expliquée qui repose sur des nombres supposés : Civils
      tués 64 %, Harm by the state 31 %
      200 mondes ne suffisent pas à dire combien repose sur des nombres supposés: Cost
      unités non vérifiées
      exploration de scénarios, ni prévision ni aide au ciblage
      "
    `);
    expect(longest(text)).toBeLessThanOrEqual(80);
  });

  test('shows the metrics that are asked for, and names the others, with what is alarming', () => {
    const text = plainTable({
      ...input,
      shown: ['deaths'],
      leftOut: ['harm'],
      costParts: ['cost_jobs', 'cost_talks'],
      zeroCosts: ['cost'],
    });
    expect(text).not.toContain('Harm by the state, person');
    expect(text).toContain(
      'not shown (--all shows them): !\u00a0Harm by the state; 2 parts of the cost\n',
    );
    expect(text).toContain('0 in every world of every scenario: Cost\n');
  });

  describe('what is rare', () => {
    // Nothing in 19 worlds of 20 and more, and many deaths in the others.
    const rare = (scenario: string, mean: number, baseline: number): MetricComparison => ({
      ...comparison(scenario, deaths, 'person', [0, 0, 0], [0, 0, 0], [0, 19]),
      mean,
      baselineMean: baseline,
      differenceMean: mean - baseline,
    });
    const two = scenarios.slice(0, 2);
    const table = (rows: readonly MetricComparison[], width: number) =>
      plainTable({ ...input, scenarios: two, comparisons: rows, width });

    test('shows its mean where the range has nothing of it', () => {
      const rows = [rare('baseline', 14, 14), rare('jobs', 33, 14)];
      for (const width of [100, 80, 60]) {
        const text = table(rows, width);
        expect(text).toMatch(/Jobs first .*mean 33.*mean \+19/);
        expect(text).toMatch(/Baseline .*mean 14/);
      }
    });

    test('is shown beside a range that does not reach it', () => {
      const wide = { ...rare('jobs', 33, 14), p05: -2, differenceP05: -3 };
      const text = table([rare('baseline', 14, 14), wide], 120);
      expect(text).toContain('-2 to 0, mean 33');
      expect(text).toContain('-3 to 0, mean +19');
    });

    test('a metric that is 0 in every world has a row of 0', () => {
      const text = table([rare('baseline', 0, 0), rare('jobs', 0, 0)], 80);
      expect(text).toMatch(/Jobs first +0 +0 to 0 +0 +0 to 0 +0 of 200/);
    });

    test('is not found in the last bits of a mean of equal numbers', () => {
      const equal = comparison('baseline', deaths, 'person', [0.1, 0.1, 0.1]);
      expect(table([{ ...equal, mean: 0.1 + 2e-17 }], 80)).not.toContain('mean');
    });
  });

  test('a change that is not seen beside the baseline is ~0', () => {
    const slight = comparison(
      'jobs',
      deaths,
      'person',
      [9200, 7176, 12052],
      [8.46e-8, -6.2e-5, 8.84e-5],
      [120, 80],
    );
    const text = plainTable({
      ...input,
      comparisons: [comparison('baseline', deaths, 'person', [9200, 7176, 12052]), slight],
      width: 100,
    });
    expect(text).toMatch(/Jobs first .* {2}~0 +~0 +120 of 200/);
    expect(text).not.toContain('e-');
  });

  test('a metric that the baseline lacks has no difference', () => {
    const alone = {
      ...comparison('jobs', deaths, 'person', [5, 4, 6]),
      worlds: 0,
      differenceMedian: Number.NaN,
    };
    expect(plainTable({ ...input, comparisons: [alone] })).toMatchInlineSnapshot(`
      "Civilian deaths, person, lower is better
        scenario    median  5-95 % range  change
        Jobs first       5        4 to 6     n/a

      change and better in: against Baseline, world by world
      200 worlds, seed demo
      scenario exploration, not a forecast; not for targeting
      "
    `);
  });

  test('nothing to compare is said in words, not in a table without numbers', () => {
    const nothing = 'no world gave a result';
    expect(plainTable({ ...input, comparisons: [], worlds: 1, scenarios: [] })).toBe(
      `${nothing}\n\n1 world, seed demo\nscenario exploration, not a forecast; not for targeting\n`,
    );
    const none = [Number.NaN, Number.NaN, Number.NaN] as const;
    const failed = scenarios.map(({ name }) => comparison(name, deaths, 'person', none, none));
    expect(plainTable({ ...input, comparisons: failed })).toMatch(new RegExp(`^${nothing}\n`));
    expect(plainTable({ ...input, worlds: 0 })).toMatch(new RegExp(`^${nothing}\n`));
  });

  test('text from files cannot send codes to the terminal', () => {
    const hostile = '\u001B[31mred\u202e';
    const text = plainTable({
      ...input,
      scenarios: [{ name: 'baseline', title: hostile }],
      seed: hostile,
      warnings: [hostile],
      leftOut: [hostile],
      zeroCosts: [hostile],
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
