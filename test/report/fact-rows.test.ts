import { describe, expect, test } from 'vitest';
import type { Facts } from '../../src/model/facts.js';
import { distributionText } from '../../src/report/distribution-text.js';
import { factRows, factText } from '../../src/report/fact-rows.js';
import { FACT_WORDS } from '../../src/report/fact-words.js';

const cost: Facts = {
  name: 'cost',
  title: { en: 'Cost of the policy', fr: 'Coût de la politique' },
  kind: 'metric',
  unit: 'USD',
  over: [],
  equation: 'policy_cost',
  gathered: { over: 'sum', discount: 0.03, better: 'lower' },
  uses: ['policy_cost', 'wage'],
  usedBy: [],
  loops: [],
  moreLoops: false,
  evidence: [
    { id: 'E01', citation: 'A (2020)', finding: 'Less', grade: 'RCT', tag: 'P', where: 'Liberia' },
  ],
  place: { file: 'model.yaml', line: 7 },
};

describe('facts as text', () => {
  test('say how a metric is gathered, and where a study was made', () => {
    expect(factText(cost, 'en')).toBe(`cost: Cost of the policy
  kind        metric: one number for a whole run
  unit        USD
  over time   sum over time, discounted at 3 % a year
  better      lower
  equation    policy_cost
  uses        policy_cost, wage
  E01         Less (A (2020); in Liberia; randomised trial; read in the primary text)
  defined in  model.yaml:7`);
  });

  test('speak French', () => {
    const text = factText(cost, 'fr');
    for (const part of [
      'Coût',
      'unité',
      'somme dans le temps, actualisé à 3 % par an',
      'à Liberia',
    ])
      expect(text).toContain(part);
    for (const word of ['over time', 'better', 'uses', 'defined']) expect(text).not.toContain(word);
  });

  test('carry the names that can be followed as data', () => {
    const uses = factRows(cost, 'fr').find((one) => one.list === 'uses');
    expect(uses?.names).toEqual(['policy_cost', 'wage']);
  });

  test('let nothing through that a terminal would act on', () => {
    const sly = factRows({ ...cost, equation: 'a\u001B]52;c;eA==\u0007b' }, 'en');
    const text = sly.map((one) => one.text).join('');
    for (const character of ['\u001B', '\u0007']) expect(text).not.toContain(character);
  });
});

describe('a distribution in words', () => {
  const text = (distribution: Parameters<typeof distributionText>[0]) =>
    distributionText(distribution, FACT_WORDS.en, String);

  test.each([
    [
      { kind: 'triangular', low: 0, mode: 0.3, high: 0.9 },
      'triangular, lowest 0, most likely 0.3, highest 0.9',
    ],
    [{ kind: 'beta', p05: 0.1, p95: 0.3 }, 'beta, 5 % below 0.1, 5 % above 0.3'],
    [{ kind: 'beta', alpha: 2, beta: 3 }, 'beta, alpha 2, beta 3'],
    [{ kind: 'discrete', values: [0, 1], weights: [3, 1] }, 'one of 0 (75 %), 1 (25 %)'],
    [{ kind: 'discrete', values: [1, 2] }, 'one of 1 (50 %), 2 (50 %)'],
    [{ kind: 'fixed', value: 4 }, 'always 4'],
    [
      {
        kind: 'mixture',
        parts: [
          { weight: 3, distribution: { kind: 'fixed', value: 0 } },
          { weight: 1, distribution: { kind: 'uniform', low: -1, high: 0 } },
        ],
      },
      'mixture of always 0 (75 %); equally likely, lowest -1, highest 0 (25 %)',
    ],
  ] as const)('%j', (distribution, expected) => {
    expect(text(distribution as Parameters<typeof distributionText>[0])).toBe(expected);
  });

  test('has every key of every distribution in both languages', () => {
    expect(Object.keys(FACT_WORDS.fr.distributions)).toEqual(
      Object.keys(FACT_WORDS.en.distributions),
    );
  });
});
