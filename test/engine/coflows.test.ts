import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readText } from '../model/reading.js';
import { coflowModels } from './coflow-models.js';
import { plain, ran } from './running.js';

// What a floor cuts is what every equation sees.

const problemsOf = (text: string) => readText(text).problems;

describe.each(['euler', 'rk4'] as const)('what reads a flow that a floor cuts, by %s', (method) => {
  it('follows from what flowed: flows, auxiliaries, memories, sums', () => {
    const { path, end, metric } = ran(
      plain(
        'start: 0, end: 4',
        `stocks:
  alive: {initial: 100, floor: 0, outflows: [deaths]}
  paid: {initial: 0, inflows: [payments]}
  remembered: {initial: 0, inflows: [memorials]}
flows:
  deaths: {equation: 40}
  payments: {equation: 10 * deaths}
  memorials: {equation: "0.5 * delay_fixed(told, 1, 0)"}
auxiliaries:
  told: {equation: payments / 10}
  double: {equation: 2 * told}
  last: {equation: "previous(deaths, 0)"}
  smoothed: {equation: "smooth(double, 1)"}
  later: {equation: "delay(deaths, 1, 1, 0)"}
metrics:
  dead: {title: D, equation: deaths, over_time: sum, better: lower}
  paid: {title: P, equation: payments, over_time: sum, better: lower}
  most: {title: M, equation: payments, over_time: max, better: lower}
  told: {title: T, equation: double, over_time: sum, better: lower}`,
      ),
      { method },
    );
    expect(path('deaths')).toEqual([40, 40, 20, 0, 0]);
    expect(path('payments')).toEqual([400, 400, 200, 0, 0]);
    expect(path('double')).toEqual([80, 80, 40, 0, 0]);
    expect(path('last')).toEqual([0, 40, 40, 20, 0]);
    expect(path('remembered')).toEqual([0, 0, 20, 40, 50]);
    expect(end('paid')).toBeCloseTo(1000, 9);
    expect(metric('dead')).toBeCloseTo(100, 10);
    expect(metric('paid')).toBeCloseTo(1000, 9);
    expect(metric('told')).toBeCloseTo(200, 10);
    expect(metric('most')).toBe(400);
    if (method === 'rk4') return;
    expect(path('smoothed')).toEqual([80, 80, 80, 40, 0]);
    expect(path('later')).toEqual([0, 40, 40, 20, 0]);
  });

  it('follows through a chain of floors: what is cut upstream, then what is cut because of it', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 2',
        `stocks:
  grain: {initial: 6, floor: 0, outflows: [meals]}
  staff: {initial: 10, floor: 0, outflows: [fired]}
  purse: {initial: 100, floor: 10, outflows: [wages]}
flows:
  # Each reads the one below, so that each must wait for its floor.
  fired: {equation: 2 * unpaid}
  wages: {equation: 20 * meals}
  meals: {equation: 5}
auxiliaries:
  unpaid: {equation: 20 * meals - wages}`,
      ),
      { method },
    );
    expect(path('meals')).toEqual([5, 1, 0]);
    expect(path('wages')).toEqual([90, 0, 0]);
    expect(path('unpaid')).toEqual([10, 20, 0]);
    expect(path('fired')).toEqual([10, 0, 0]);
    expect(path('staff')).toEqual([10, 0, 0]);
  });

  it('shares among several outflows, each of which is read', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 1',
        `stocks: {s: {initial: 12, floor: 0, outflows: [a, b]}, t: {initial: 0, floor: 0, inflows: [b], outflows: [c]}}
flows: {a: {equation: 18}, b: {equation: 6}, c: {equation: 2 * a}}
auxiliaries: {seen: {equation: 10 * a + b + 100 * c}}`,
      ),
      { method },
    );
    expect([path('a')[0], path('b')[0], path('c')[0]]).toEqual([9, 3, 3]);
    expect(path('seen')[0]).toBe(90 + 3 + 300);
  });

  it('sees each element of a flow, a sum of them, and one picked from them', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 1',
        `dimensions: {region: {elements: [north, south]}}
parameters: {people: {title: P, over: region, value: {north: 3, south: 50}, grade: assumed}}
stocks:
  alive: {over: region, initial: people, floor: 0, outflows: [deaths]}
  paid: {over: region, initial: 0, inflows: [payments]}
  all: {initial: 0, inflows: [total]}
flows:
  deaths: {over: region, equation: 20}
  payments: {over: region, equation: 10 * deaths}
  total: {equation: sum(payments)}
auxiliaries:
  north: {equation: "payments[north]"}`,
      ),
      { method },
    );
    expect([path('paid', 0)[1], path('paid', 1)[1], path('all')[1]]).toEqual([30, 200, 230]);
    expect(path('north')[0]).toBe(30);
  });

  it('lets a flow read what another element of its stock lets flow', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 1',
        `dimensions: {cohort: {elements: [young, old]}}
stocks: {people: {over: cohort, initial: 6, floor: 0}}
flows:
  deaths: {from: "people[old]", equation: 2 * grown}
  grown: {from: "people[young]", equation: 9}`,
      ),
      { method },
    );
    expect([path('grown')[0], path('deaths')[0]]).toEqual([6, 6]);
    expect([path('people', 0)[1], path('people', 1)[1]]).toEqual([0, 0]);
  });

  it('conserves where what leaves one element arrives at another, from the next step on', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 6',
        `dimensions:
  region:
    elements: [north, mid, south]
    networks: {road: {matrix: [[0, 0.5, 0], [1, 0, 1], [0, 0.5, 0]]}}
parameters: {start: {title: S, over: region, value: {north: 90, mid: 5, south: 0}, grade: assumed}}
stocks: {people: {over: region, initial: start, floor: 0, inflows: [moved_in], outflows: [moved_out, deaths]}}
flows:
  moved_out: {over: region, equation: 12 + people / 9}
  moved_in: {over: region, equation: "neighbours(moved_out, road)"}
  deaths: {over: region, equation: 4}`,
      ),
      { method },
    );
    for (let k = 0; k < 6; k++) {
      const total = (name: string, at: number) =>
        [0, 1, 2].reduce((sum, e) => sum + (path(name, e)[at] ?? 0), 0);
      expect(total('moved_in', k)).toBeCloseTo(total('moved_out', k), 12);
      expect(total('people', k + 1)).toBeCloseTo(total('people', k) - meanDeaths(k), 11);
      for (const e of [0, 1, 2]) expect(path('people', e)[k]).toBeGreaterThanOrEqual(0);
    }
    function meanDeaths(k: number): number {
      return [0, 1, 2].reduce((sum, e) => sum + (path('deaths', e)[k] ?? 0), 0);
    }
  });

  it('gives a stock back what its own outflow makes flow in, from the next step on', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 3',
        `stocks: {people: {initial: 10, floor: 0, inflows: [births], outflows: [deaths]}}
flows: {deaths: {equation: 16}, births: {equation: deaths / 2}}`,
      ),
      { method },
    );
    expect(path('deaths')).toEqual([10, 5, 2.5, 1.25]);
    expect(path('people')).toEqual([10, 5, 2.5, 1.25]);
  });
});

describe('a flow that fills a stock and is read by what drains it', () => {
  const text = (births: number) =>
    plain(
      'start: 0, end: 1',
      `stocks: {people: {initial: 6, floor: 0, inflows: [births], outflows: [infant_deaths, deaths]}}
flows: {births: {equation: ${births}}, infant_deaths: {equation: births / 2}, deaths: {equation: 9}}`,
    );

  it('counts at once, and the drains share in proportion', () => {
    const { path } = ran(text(6));
    // 12 are there, 3 and 9 are asked for.
    expect([path('infant_deaths')[0], path('deaths')[0], path('people')[1]]).toEqual([3, 9, 0]);
  });

  it('is settled first where it runs backwards, and read as it flowed', () => {
    const { path } = ran(text(-8));
    // What flows in where infant deaths run backwards can be drained at once.
    expect([path('births')[0], path('infant_deaths')[0], path('deaths')[0]]).toEqual([-6, -3, 3]);
    expect(path('people')[1]).toBe(0);
  });
});

it('under Runge-Kutta no stage sees what a floor does not let flow', () => {
  // Interest on payments: if stages saw 200 deaths, it would be paid on money that never was.
  const { end } = ran(
    plain(
      'start: 0, end: 1, method: rk4',
      `stocks:
  alive: {initial: 100, floor: 0, outflows: [deaths]}
  paid: {initial: 0, inflows: [payments]}
  interest: {initial: 0, inflows: [accrual]}
flows:
  deaths: {equation: 200}
  payments: {equation: 10 * deaths}
  accrual: {equation: 0.1 * paid}`,
    ),
  );
  expect(end('paid')).toBe(1000);
  expect(end('interest')).toBeCloseTo(50, 12);
});

describe('first values', () => {
  it('see what flows as a run begins', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 1',
        `stocks: {s: {initial: 4, floor: 0, outflows: [a, b]}}
flows: {a: {equation: 9}, b: {equation: 3}}
auxiliaries: {slow: {equation: "smooth(2 * a, 8)"}, past: {equation: "previous(b)"}}`,
      ),
    );
    expect([path('slow')[0], path('past')[0], path('past')[1]]).toEqual([6, 1, 1]);
  });

  it('see the rate asked for where the floor depends on them', () => {
    const { path } = ran(
      plain(
        'start: 0, end: 1',
        `stocks: {s: {initial: f / 2, floor: 0, outflows: [f]}}
flows: {f: {equation: 8}}
auxiliaries: {slow: {equation: "smooth(f, 8)"}}`,
      ),
    );
    expect([path('s')[0], path('f')[0], path('slow')[0]]).toEqual([4, 4, 4]);
  });
});

describe('a ring through a floor is an error', () => {
  const STOCKS = 'stocks: {s: {initial: 9, floor: 0, outflows: [a, b]}}';
  it.each([
    ['directly', '', 'a: {equation: 3}\n  b: {equation: a / 2}', 'b -> a -> floor of s -> b'],
    [
      'through an auxiliary',
      'auxiliaries: {half: {equation: a / 2}}',
      'a: {equation: 3}\n  b: {equation: half}',
      'half -> a -> floor of s -> b -> half',
    ],
  ])('%s', (_, auxiliaries, flows, ring) => {
    const [problem, ...others] = problemsOf(
      plain('start: 0, end: 3', `${STOCKS}\n${auxiliaries}\nflows:\n  ${flows}`),
    );
    expect(others).toEqual([]);
    expect(problem).toContain(`a ring through the floor of s: ${ring}`);
    expect(problem).toContain('previous(a)');
  });

  it('but not when it goes through the past, or when nothing is cut', () => {
    const past = plain(
      'start: 0, end: 3',
      `${STOCKS}\nflows:\n  a: {equation: 3}\n  b: {equation: "previous(a, 0) / 2"}`,
    );
    expect(problemsOf(past)).toEqual([]);
    const open = plain(
      'start: 0, end: 3',
      'stocks: {s: {initial: 9, outflows: [a, b]}}\nflows:\n  a: {equation: 3}\n  b: {equation: a / 2}',
    );
    expect(problemsOf(open)).toEqual([]);
  });
});

describe('over models made by chance', () => {
  it('stocks move by what flowed, and what reads a flow is paid for that', () => {
    let cut = 0;
    fc.assert(
      fc.property(coflowModels, ({ text, flows, stocks, regions }) => {
        fc.pre(problemsOf(text).length === 0);
        const { end, path, metric, failures } = ran(text);
        expect(failures).toEqual([]);
        const total = (values: (element: number) => number) =>
          Array.from({ length: Math.max(1, regions) }, (_, e) => values(e)).reduce((a, b) => a + b);
        stocks.forEach(({ name, floor }, i) => {
          let expected = total((e) => path(name, e)[0] ?? 0);
          let gross = expected;
          for (const flow of flows) {
            if (flow.to === i) expected += metric(flow.name);
            if (flow.from === i) expected -= metric(flow.name);
            gross += Math.abs(metric(flow.name));
          }
          expect(Math.abs(total((e) => end(name, e)) - expected)).toBeLessThan(1e-11 * (1 + gross));
          if (floor === undefined) return;
          const all = Array.from({ length: Math.max(1, regions) }, (_, e) => path(name, e)).flat();
          expect(Math.min(...all)).toBeGreaterThanOrEqual(floor);
          if (all.includes(floor)) cut += 1;
        });
        for (const { name } of flows) {
          const told = path(`told_${name}`);
          expect(path(`pay_${name}`)).toEqual(told.map((one) => 3 * one));
          const paid = Math.abs(end(`paid_${name}`) - 3 * metric(name));
          expect(paid).toBeLessThan(
            1e-11 * (1 + Math.abs(metric(name)) + Math.max(...told.map(Math.abs))),
          );
          expect(path(`past_${name}`).slice(1)).toEqual(told.slice(0, -1));
        }
      }),
      { numRuns: 60, seed: 5, interruptAfterTimeLimit: 20_000 },
    );
    // Or this would show less than it says.
    expect(cut).toBeGreaterThan(10);
  }, 60_000);

  it('the order of definition changes no bit', () => {
    fc.assert(
      fc.property(coflowModels, ({ text, reversed }) => {
        fc.pre(problemsOf(text).length === 0);
        const [one, other] = [ran(text), ran(reversed)];
        expect(other.block.metrics).toEqual(one.block.metrics);
        for (const name of one.model.variables.keys())
          expect(other.block.series.get(name), name).toEqual(one.block.series.get(name));
      }),
      { numRuns: 25, seed: 9, interruptAfterTimeLimit: 20_000 },
    );
  }, 60_000);
});
