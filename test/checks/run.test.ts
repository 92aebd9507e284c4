import { describe, expect, it } from 'vitest';
import { runSmall } from './small-model.js';

// In the small model fighters of a region grow by `rate` a month: mopti 4, segou 2, from 10 each.

function results(check: string) {
  return runSmall(`checks:\n${check}`);
}

function found(check: string): readonly number[] {
  return results(check).map((one) => one.found);
}

describe('what a check may look at', () => {
  it('sees elements, months and the ends of a run', () => {
    expect(
      found(`
  - title: Values
    expect:
      - {variable: fighters, of: [mopti, jnim], at: start, equals: 10, tolerance: 0}
      - {variable: fighters, of: [segou, issp], at: 2022-04, equals: 16, tolerance: 0}
      - {variable: fighters, of: mopti, at: end, equals: 54, tolerance: 0}
      - {variable: all_fighters, at: end, equals: 172, tolerance: 0}
`),
    ).toEqual([10, 16, 54, 172]);
  });

  it('sees metrics, which cover every month', () => {
    expect(found('  - {title: M, expect: [{metric: joined, equals: 144, tolerance: 0}]}')).toEqual([
      144,
    ]);
  });

  it('wants a condition of every element and every month, and shows the worst', () => {
    const [one] = results('  - {title: B, expect: [{variable: fighters, at: always, below: 30}]}');
    expect(one).toMatchObject({
      subject: 'fighters always',
      expected: 'below 30',
      found: 54,
      difference: 24,
      passed: false,
      reason: 'fighters[mopti,jnim], at 2022-12',
    });
  });
});

describe('what a check may change', () => {
  it('sets parameters, whole or by element', () => {
    const expectation = 'expect: [{variable: all_fighters, at: end, equals: 0, tolerance: 1000}]';
    expect(found(`  - {title: S, set: {rate: 0}, ${expectation}}`)).toEqual([40]);
    expect(found(`  - {title: S, set: {rate: {segou: 0}}, ${expectation}}`)).toEqual([128]);
  });

  it('sets inputs for the whole run', () => {
    expect(
      found(
        '  - {title: S, set: {season: 0}, expect: [{metric: joined, equals: 0, tolerance: 0}]}',
      ),
    ).toEqual([0]);
  });

  it('sets stocks at the start, whole or by nested elements', () => {
    const expectation = 'expect: [{variable: all_fighters, at: start, above: 0}]';
    const nested = '{mopti: {jnim: 1, issp: 2}, segou: 3}';
    expect(found(`  - {title: I, initial: {fighters: 1}, ${expectation}}`)).toEqual([4]);
    expect(found(`  - {title: I, initial: {fighters: ${nested}}, ${expectation}}`)).toEqual([9]);
  });

  it('sets levers for the whole run, by element the others at their default', () => {
    const expectation = 'expect: [{variable: all_fighters, at: end, above: 0}]';
    expect(found(`  - {title: L, levers: {jobs: 2}, ${expectation}}`)).toEqual([84]);
    expect(found(`  - {title: L, levers: {jobs: {mopti: 2}}, ${expectation}}`)).toEqual([128]);
  });

  it('changes time', () => {
    const time = 'time: {start: 2022-03, end: 2022-05, step: 0.25, method: rk4}';
    expect(
      found(`
  - title: T
    ${time}
    expect:
      - {variable: all_fighters, at: end, above: 0}
      - {metric: joined, above: 0}
`),
    ).toEqual([64, 36]);
  });

  it('compares with a second run in the same worlds', () => {
    const [one] = results(`
  - title: Jobs lower recruitment by the same in every world
    levers: {jobs: 1}
    against: {}
    worlds: 20
    expect: [{metric: joined, equals: -48, tolerance: 1e-9}]
`);
    expect(one).toMatchObject({ subject: 'change of joined', passed: true });
  });
});

describe('checks over worlds', () => {
  const over = (expectation: string, more = '') =>
    results(`  - {title: W, worlds: 40, ${more} expect: [${expectation}]}`)[0];

  it('wants a condition of every world, or of a share of them', () => {
    // Fighters of mopti at the end: 10 + 11 rate, with the rate uniform from 1 to 5, so half are below 43.
    const below = '{variable: fighters, of: [mopti, jnim], at: end, below: 43';
    expect(over(`${below}}`)?.passed).toBe(false);
    expect(over(`${below}}`)?.reason).toMatch(/^in world \d+$/);
    expect(over(`${below}, share: 0.5}`)?.passed).toBe(true);
    expect(over(`${below}, share: 0.525}`)).toMatchObject({
      passed: false,
      reason: 'holds in 20 of 40 worlds',
      expected: 'below 43 in 52.5 % of worlds',
    });
  });

  it('looks at a statistic over worlds', () => {
    const one = over(
      '{variable: fighters, of: [mopti, jnim], at: end, statistic: median, equals: 43, tolerance: 1}',
    );
    expect(one).toMatchObject({ passed: true, subject: 'fighters[mopti, jnim] at end, median' });
  });

  it('does not draw what it sets, and draws the rest as before', () => {
    const segou = '{variable: fighters, of: [segou, jnim], at: end, statistic: max, above: 0}';
    const free = over(segou);
    const set = over(segou, 'set: {rate: {mopti: 4, segou: 2}},');
    expect(free?.found).toBeGreaterThan(55);
    expect(set?.found).toBe(32);
  });

  it('gives the same numbers for the same seed only', () => {
    const mean = '{metric: joined, statistic: p95, above: 0}';
    const [a, b, c] = ['a', 'a', 'b'].map((seed) => over(mean, `seed: ${seed},`)?.found);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });
});

it('says which value was not a number, and why', () => {
  const [one] = results(`
  - title: Root
    set: {season: -1}
    expect: [{variable: root, at: end, above: 0}]
`);
  expect(one?.passed).toBe(false);
  expect(one?.reason).toMatch(/^root\[mopti\] is NaN at 2022-01: sqrt\(season\).*-1/);
});
