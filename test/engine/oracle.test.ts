import { describe, expect, it } from 'vitest';
import { plain, ran } from './running.js';

// Simulations written out by hand, with no code of the engine.

describe('an epidemic in quarters of a month', () => {
  const text = plain(
    'start: 0, end: 60, step: 0.25',
    `parameters:
  beta: {title: B, value: 0.9, grade: assumed}
  gamma: {title: G, value: 0.3, grade: assumed}
  n: {title: N, value: 10000, grade: assumed}
stocks:
  s: {initial: n - 10, floor: 0, outflows: [infections]}
  i: {initial: 10, floor: 0, inflows: [infections], outflows: [recoveries]}
  r: {initial: 0, inflows: [recoveries]}
flows:
  infections: {equation: beta * s * i / n}
  recoveries: {equation: gamma * i}
metrics:
  peak: {title: P, equation: i, over_time: max, better: lower}
  infected: {title: I, equation: infections, over_time: sum, better: lower}`,
  );

  function byHand(beta: number) {
    const rows: number[][] = [];
    let [s, i, r, infected] = [9990, 10, 0, 0];
    for (let step = 0; step <= 240; step++) {
      if (step % 4 === 0) rows.push([s, i, r]);
      if (step === 240) break;
      const infections = (beta * s * i) / 10000;
      const recoveries = 0.3 * i;
      infected += infections * 0.25;
      s -= 0.25 * infections;
      i += 0.25 * (infections - recoveries);
      r += 0.25 * recoveries;
    }
    return { rows, infected, peak: Math.max(...rows.map((row) => row[1] ?? 0)) };
  }

  it.each([0.9, 0.2, 2.5])('with beta %d', (beta) => {
    const { path, metric } = ran(text, { worlds: { beta: [beta] } });
    const { rows, infected, peak } = byHand(beta);
    rows.forEach((row, k) => {
      ['s', 'i', 'r'].forEach((name, column) => {
        // 240 steps of a few roundings, amplified a little while the epidemic grows.
        expect(Math.abs((path(name)[k] ?? 0) - (row[column] ?? 0))).toBeLessThan(1e-12 * 10000);
      });
    });
    expect(Math.abs(metric('infected') / infected - 1)).toBeLessThan(1e-12);
    expect(Math.abs(metric('peak') / peak - 1)).toBeLessThan(1e-12);
  });
});

it('two regions with migration, a floor, a delay and a lever', () => {
  const text = plain(
    'start: 0, end: 36, step: 0.5',
    `dimensions:
  region: {elements: [a, b], networks: {road: {matrix: [[0, 1], [0.5, 0]]}}}
parameters:
  birth: {title: B, over: region, value: {a: 0.05, b: 0.01}, grade: assumed}
levers:
  pull: {title: P, over: region, max: 1}
stocks:
  people: {over: region, initial: 100, floor: 0, inflows: [births], outflows: [leaving]}
  moving: {initial: 0, inflows: [all_leaving], outflows: [all_arriving]}
  camp: {initial: 0, inflows: [all_arriving]}
flows:
  births: {over: region, equation: birth * people * (1 - sum(people) / 1000)}
  leaving: {over: region, equation: "pull * 60 + 0.01 * max(0, people - neighbours(people, road))"}
  all_leaving: {equation: sum(leaving)}
  all_arriving: {equation: "delay(all_leaving, 3, 2, 0)"}
auxiliaries:
  before: {over: region, equation: "delay_fixed(people, 2, -1)"}
  slow: {over: region, equation: "smooth(people, 4)"}`,
  );
  const pulls = Array.from({ length: 37 * 2 }, (_, k) =>
    k >= 20 && k < 40 ? 0.1 + 0.9 * (k % 2) : 0,
  );
  const { path } = ran(text, { levers: { pull: pulls } });

  const dt = 0.5;
  const people = [100, 100];
  const slow = [100, 100];
  const chain = [0, 0];
  let [moving, camp] = [0, 0];
  const past: number[][] = [];
  for (let step = 0; step <= 72; step++) {
    const month = step / 2;
    const close = (name: string, element: number, want: number) => {
      expect(
        Math.abs((path(name, element)[month] ?? Number.NaN) - want),
        `${name} ${month}`,
      ).toBeLessThan(1e-12 * (1 + Math.abs(want)));
    };
    if (Number.isInteger(month)) {
      for (const e of [0, 1]) {
        close('people', e, people[e] ?? 0);
        close('slow', e, slow[e] ?? 0);
        close('before', e, step < 4 ? -1 : (past[step - 4]?.[e] ?? 0));
      }
      close('moving', 0, moving);
      close('camp', 0, camp);
    }
    const [a = 0, b = 0] = people;
    past.push([a, b]);
    const pull = (e: number) => pulls[Math.floor(month) * 2 + e] ?? 0;
    const births = [0.05, 0.01].map((rate, e) => rate * (people[e] ?? 0) * (1 - (a + b) / 1000));
    const asked = [
      pull(0) * 60 + 0.01 * Math.max(0, a - b),
      pull(1) * 60 + 0.01 * Math.max(0, b - 0.5 * a),
    ];
    const left = asked.map((rate, e) => Math.min(rate, (people[e] ?? 0) / dt + (births[e] ?? 0)));
    // Equations see what the floor let flow; each of the two stages holds for 3 / 2 on average.
    const entered = (left[0] ?? 0) + (left[1] ?? 0);
    const [one = 0, two = 0] = chain.map((level) => level / 1.5);
    for (const e of [0, 1]) {
      slow[e] = (slow[e] ?? 0) + (dt * ((people[e] ?? 0) - (slow[e] ?? 0))) / 4;
      people[e] = Math.max(0, (people[e] ?? 0) + dt * ((births[e] ?? 0) - (left[e] ?? 0)));
    }
    chain[0] = (chain[0] ?? 0) + dt * (entered - one);
    chain[1] = (chain[1] ?? 0) + dt * (one - two);
    moving += dt * (entered - two);
    camp += dt * two;
  }
  // The floor was met, or this would show less than it says.
  expect(Math.min(...path('people', 1))).toBe(0);
});
