import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

// A tank of 10 that two drains would empty twice over in a step, and a third that runs backwards.
const TANK = plain(
  'start: 0, end: 4',
  `stocks:
  tank: {initial: 10, floor: 2, inflows: [fill], outflows: [a, b]}
  left: {initial: 0, inflows: [a]}
  right: {initial: 0, inflows: [b]}
  tally: {initial: 0, inflows: [counted]}
flows:
  fill: {equation: 4}
  a: {equation: 18}
  b: {equation: 6}
  counted: {equation: 5}
auxiliaries:
  seen: {equation: a + b}
metrics:
  a: {title: A, equation: a, over_time: sum, better: lower}
  both: {title: Both, equation: seen, over_time: sum, better: lower}
  twice: {title: Twice, equation: 2 * seen + counted, over_time: sum, better: lower}`,
);

describe.each(['euler', 'rk4'] as const)('a floor, by %s', (method) => {
  const { path, metric } = ran(TANK, { method });

  it('lets drains share, in proportion, what is above it and what flows in meanwhile', () => {
    expect(path('tank')).toEqual([10, 2, 2, 2, 2]);
    expect(path('left')).toEqual([0, 9, 12, 15, 18]);
    expect(path('right')).toEqual([0, 3, 4, 5, 6]);
  });

  it('reports what flowed, also in auxiliaries, and at the last report what would flow', () => {
    expect(path('a')).toEqual([9, 3, 3, 3, 3]);
    expect(path('b')).toEqual([3, 1, 1, 1, 1]);
    expect(path('seen')).toEqual([12, 4, 4, 4, 4]);
  });

  it('sums what flowed, and what no floor cut as it is', () => {
    expect(metric('a')).toBe(18);
    expect(metric('both')).toBe(24);
    expect(metric('twice')).toBe(2 * 24 + 4 * 5);
  });
});

describe('a floor under Runge-Kutta', () => {
  // The tank runs dry within a step; elsewhere a stock grows by itself and is tallied.
  const text = plain(
    'start: 0, end: 8, method: rk4',
    `stocks:
  tank: {initial: 10, floor: 0, outflows: [drain]}
  grown: {initial: 1, inflows: [growth]}
  drained: {initial: 0, inflows: [drain]}
  area: {initial: 0, inflows: [level]}
flows:
  drain: {equation: 1 + 0.1 * grown * grown}
  growth: {equation: 0.3 * grown}
  level: {equation: grown}
metrics:
  drained: {title: D, equation: drain, over_time: sum, better: lower}
  growth: {title: G, equation: growth, over_time: sum, better: lower}
  area: {title: A, equation: grown, over_time: sum, better: lower}`,
  );
  const { path, end, metric } = ran(text);

  it('cuts the mean rate of the step, and only there', () => {
    expect(end('tank')).toBe(0);
    expect(path('tank').filter((one) => one > 0)).toHaveLength(6);
    expect(end('drained')).toBe(10);
  });

  it('sums to what the stocks gathered, in the steps that were cut too', () => {
    expect(metric('drained')).toBeCloseTo(end('drained'), 13);
    expect(metric('growth')).toBeCloseTo(end('grown') - 1, 13);
    expect(metric('area')).toBeCloseTo(end('area'), 13);
  });
});

it('counts what flows in from a floored stock upstream, as much as really comes', () => {
  const { path } = ran(
    plain(
      'start: 0, end: 3',
      `stocks:
  # Written downstream first: the order must not matter.
  third: {initial: 0, floor: 0, inflows: [f2], outflows: [f3]}
  second: {initial: 1, floor: 0, inflows: [f1], outflows: [f2]}
  first: {initial: 6, floor: 0, outflows: [f1]}
flows:
  f1: {equation: 4}
  f2: {equation: 100}
  f3: {equation: 100}`,
    ),
  );
  expect(path('first')).toEqual([6, 2, 0, 0]);
  expect(path('f1')).toEqual([4, 2, 0, 0]);
  expect(path('f2')).toEqual([5, 2, 0, 0]);
  expect(path('f3')).toEqual([5, 2, 0, 0]);
  expect(path('second')).toEqual([1, 0, 0, 0]);
});

it('counts nothing that comes round a ring, wherever the ring is written first', () => {
  const ring = (stocks: readonly string[]) =>
    ran(
      plain(
        'start: 0, end: 2',
        `stocks:\n${stocks.map((one) => `  ${one}`).join('\n')}
flows:
  ab: {equation: 8}
  ba: {equation: 6}`,
      ),
    );
  const a = 'a: {initial: 4, floor: 0, inflows: [ba], outflows: [ab]}';
  const b = 'b: {initial: 10, floor: 0, inflows: [ab], outflows: [ba]}';
  for (const { path } of [ring([a, b]), ring([b, a])]) {
    expect(path('ab')).toEqual([4, 6, 6]);
    expect(path('a')).toEqual([4, 6, 6]);
    expect(path('b')).toEqual([10, 8, 8]);
  }
});

it('does not drain a stock that is below its floor, and lets it fill', () => {
  const { path } = ran(
    plain(
      'start: 0, end: 4',
      `stocks:
  low: {initial: 2 - 4, floor: 0, inflows: [fill], outflows: [out]}
flows:
  fill: {equation: 1}
  out: {equation: 5}`,
    ),
  );
  expect(path('low')).toEqual([-2, -1, 0, 0, 0]);
  expect(path('out')).toEqual([0, 0, 1, 1, 1]);
});

it('lets a flow that runs backwards drain the stock that it fills', () => {
  const { path } = ran(
    plain(
      'start: 0, end: 2',
      `stocks:
  here: {initial: 0, floor: 0, outflows: [f]}
  there: {initial: 3, floor: 1, inflows: [f], outflows: [g]}
flows:
  f: {equation: -4}
  g: {equation: 4}`,
    ),
  );
  expect(path('f')).toEqual([-1, -0, -0]);
  expect(path('g')).toEqual([1, 0, 0]);
  expect(path('here')).toEqual([0, 1, 1]);
});

const rate = fc.integer({ min: -40, max: 60 }).map((n) => n / 4);
const stock = fc.record({ initial: fc.integer({ min: 0, max: 40 }), floored: fc.boolean() });

/** Stocks in a random net: each flow joins two of them, or one and the outside. */
const network = fc.integer({ min: 2, max: 6 }).chain((n) =>
  fc.record({
    stocks: fc.array(stock, { minLength: n, maxLength: n }),
    flows: fc.array(
      fc.record({
        from: fc.integer({ min: -1, max: n - 1 }),
        to: fc.integer({ min: -1, max: n - 1 }),
        rate,
        pull: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 1, maxLength: 9 },
    ),
    method: fc.constantFrom('euler' as const, 'rk4' as const),
    stepsPerReport: fc.constantFrom(1, 2, 3),
  }),
);

describe('over random networks', () => {
  it('nothing is created or lost, nothing falls below its floor, and sums are what flowed', () => {
    fc.assert(
      fc.property(network, ({ stocks, flows, method, stepsPerReport }) => {
        const used = flows.filter(({ from, to }) => from >= 0 || to >= 0);
        fc.pre(used.length > 0);
        const text = plain(
          'start: 0, end: 3',
          `stocks:\n${stocks
            .map((one, i) => `  s${i}: {initial: ${one.initial}${one.floored ? ', floor: 0' : ''}}`)
            .join('\n')}
  outside: {initial: 0, inflows: [left_model], outflows: []}
flows:
  left_model: {equation: 0}
${used
  .map(({ from, to, rate: r, pull }, i) => {
    const ends = `${from >= 0 ? `from: s${from}, ` : ''}${to >= 0 ? `to: s${to}, ` : ''}`;
    const pulled = from >= 0 ? ` + ${pull} * s${from} / 4` : '';
    return `  f${i}: {${ends}equation: ${r}${pulled}}`;
  })
  .join('\n')}
metrics:
${used.map((_, i) => `  f${i}: {title: F, equation: f${i}, over_time: sum, better: lower}`).join('\n')}`,
        );
        const { end, path, metric, failures } = ran(text, { method, stepsPerReport });
        expect(failures).toEqual([]);
        stocks.forEach(({ initial, floored }, i) => {
          // Each stock moved by exactly what its flows summed to.
          let expected = initial;
          let gross = initial;
          used.forEach(({ from, to }, f) => {
            if (from === to) return;
            const sum = metric(`f${f}`);
            if (to === i) expected += sum;
            if (from === i) expected -= sum;
            gross += Math.abs(sum);
          });
          // Sums of some tens of terms, each rounded once: 1e-13 of what passed.
          expect(Math.abs(end(`s${i}`) - expected)).toBeLessThan(1e-13 * (1 + gross));
          if (floored) expect(Math.min(...path(`s${i}`))).toBeGreaterThanOrEqual(0);
        });
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  it('cuts all drains of a stock by the same share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 5 }),
        fc.integer({ min: 0, max: 30 }),
        (drains, initial) => {
          const text = plain(
            'start: 0, end: 1',
            `stocks:
  s: {initial: ${initial}, floor: 0}
flows:
${drains.map((r, i) => `  f${i}: {from: s, equation: ${r}}`).join('\n')}`,
          );
          const { path } = ran(text);
          const total = drains.reduce((sum, one) => sum + one, 0);
          const share = Math.min(1, initial / total);
          drains.forEach((r, i) => {
            expect(path(`f${i}`)[0]).toBe(share === 1 ? r : r * share);
          });
        },
      ),
      { numRuns: 60, seed: 4 },
    );
  });
});

describe('a step that a floor cuts leaves the stock exactly on its floor', () => {
  const outflow = fc.record({
    rate: fc.integer({ min: 1, max: 9000 }).map((n) => n / 7000),
    pull: fc.constantFrom(0, 0, 0.1, 0.7),
    to: fc.constantFrom('', 'to: other, ', 'to: rest, '),
  });
  const drained = fc.record({
    initial: fc.integer({ min: 1, max: 4000 }).map((n) => n / 1300),
    floor: fc.constantFrom(0, 0, 0.3, -1.1),
    fill: fc.constantFrom(0, 0, 0.37),
    outflows: fc.array(outflow, { minLength: 1, maxLength: 5 }),
    method: fc.constantFrom('euler' as const, 'rk4' as const),
    step: fc.constantFrom(1, 0.5, 0.1),
    regions: fc.constantFrom('', 'over: region, '),
  });

  it('however many flows drain it, by either method', () => {
    let cuts = 0;
    fc.assert(
      fc.property(drained, ({ initial, floor, fill, outflows, method, step, regions }) => {
        const text = plain(
          `start: 0, end: 6, step: ${step}, report: ${step}, method: ${method}`,
          `${regions && 'dimensions: {region: {elements: [north, south]}}\n'}stocks:
  s: {${regions}initial: ${initial + floor}, floor: ${floor}, inflows: [fill]}
  other: {${regions}initial: 0, floor: 0}
  rest: {${regions}initial: 0}
flows:
  fill: {${regions}equation: ${fill}}
${outflows.map((one, i) => `  f${i}: {from: s, ${one.to}${regions}equation: w${i}}`).join('\n')}
auxiliaries:
${outflows.map((one, i) => `  w${i}: {${regions}equation: ${one.rate} + ${one.pull} * (s - ${floor})}`).join('\n')}`,
        );
        const { path } = ran(text);
        const s = path('s');
        const flowed = path('f0');
        path('w0').forEach((wanted, k) => {
          if (k + 1 >= s.length || (flowed[k] ?? 0) >= wanted) return;
          cuts += 1;
          expect(s[k + 1]).toBe(floor);
        });
        // Nothing but rounding is never left.
        expect(s.filter((one) => one !== floor && Math.abs(one - floor) < 1e-12)).toEqual([]);
      }),
      { numRuns: 80, seed: 12 },
    );
    expect(cuts).toBeGreaterThan(100);
  });

  it('also where the drains ask for all there is, up to rounding', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 8',
        'stocks: {s: {initial: 0.7, floor: 0, outflows: [f]}}\nflows: {f: {equation: 0.1}}\nauxiliaries: {left: {equation: s > 0}}',
      ),
    );
    expect(path('left')).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 0]);
    expect(path('s').slice(7)).toEqual([0, 0]);
  });

  it('but for what flows into it without having counted', () => {
    // Around a ring nothing is settled before: what comes round is there in the next step.
    const { path } = ran(
      plain(
        'start: 0, end: 1',
        `stocks:
  a: {initial: 0.3, floor: 0, inflows: [ba], outflows: [ab, out]}
  b: {initial: 1, floor: 0, inflows: [ab], outflows: [ba]}
flows: {ab: {equation: 0.7}, out: {equation: 0.9}, ba: {equation: 0.4}}`,
      ),
    );
    expect(path('a')[1]).toBe(0.4);
  });
});
