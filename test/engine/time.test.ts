import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain as monthly, ran } from './running.js';

// Starts such as 2000 are years.
const plain = (time: string, sections: string) =>
  monthly(time, sections).replace('unit: month', 'unit: year');

/** A length of time as a file gives it, and the exact fraction that it is. */
interface Length {
  readonly over: number;
  readonly under: number;
}

const text = ({ over, under }: Length) =>
  /^(?:1|10|100|1000)$/.test(String(under)) ? String(over / under) : `${over}/${under}`;

const lengths: readonly Length[] = [
  { over: 1, under: 10 },
  { over: 3, under: 10 },
  { over: 7, under: 10 },
  { over: 1, under: 100 },
  { over: 25, under: 100 },
  { over: 7, under: 1000 },
  { over: 1, under: 12 },
  { over: 1, under: 3 },
  { over: 2, under: 7 },
  { over: 1, under: 365 },
];

const runs = fc.record({
  // In hundredths.
  start: fc.oneof(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 195000, max: 205000 })),
  step: fc.constantFrom(...lengths),
  perReport: fc.constantFrom(2, 3, 4, 6),
  reports: fc.integer({ min: 1, max: 4 }),
  rk4: fc.boolean(),
});
type Times = typeof runs extends fc.Arbitrary<infer T> ? T : never;

/** The number nearest to a step's time, worked out in whole numbers: one division is rounded once. */
const timeAt = ({ start, step }: Times, k: number) =>
  (start * step.under + 100 * step.over * k) / (100 * step.under);

const timeText = (times: Times, perReport: number) => {
  const { start, step, reports, rk4 } = times;
  const steps = times.perReport * reports;
  const report = text({ over: step.over * perReport, under: step.under });
  const end = timeAt(times, steps);
  return `start: ${start / 100}, end: ${end}, step: ${text(step)}, report: ${report}, method: ${rk4 ? 'rk4' : 'euler'}`;
};

describe('times', () => {
  it('of reports are the nearest numbers, wherever a run starts', () => {
    fc.assert(
      fc.property(runs, (times) => {
        const { path } = ran(plain(timeText(times, 1), 'auxiliaries:\n  t: {equation: time}'));
        const steps = times.perReport * times.reports;
        expect(path('t')).toEqual(Array.from({ length: steps + 1 }, (_, k) => timeAt(times, k)));
      }),
      { numRuns: 60 },
    );
  });

  it('are those that people write: 0.3, 2000.3, 5/12', () => {
    const t = (time: string) => ran(plain(time, 'auxiliaries:\n  t: {equation: time}')).path('t');
    expect(t('start: 0, end: 1, step: 0.1, report: 0.1')).toEqual([
      0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
    expect(t('start: 2000.1, end: 2000.7, report: 0.2')).toEqual([2000.1, 2000.3, 2000.5, 2000.7]);
    expect(t('start: 0, end: 0.5, report: 1/12')).toEqual([
      0,
      1 / 12,
      1 / 6,
      1 / 4,
      1 / 3,
      5 / 12,
      0.5,
    ]);
    // A twelfth that was written with ten digits is meant as one.
    expect(t('start: 0, end: 0.5, report: 0.0833333333')[5]).toBe(5 / 12);
    // Too many digits for whole numbers of 53 bits.
    expect(t('start: 0.123456789012, end: 0.623456789012, report: 1/12')).toHaveLength(7);
  });

  it('do not depend on how often a run reports, nor does what happens', () => {
    fc.assert(
      fc.property(runs, fc.nat(), fc.nat(), (times, first, second) => {
        const steps = times.perReport * times.reports;
        const literal = (k: number) => {
          const { start, step } = times;
          return `((${start * step.under + 100 * step.over * k}) / ${100 * step.under})`;
        };
        // A ramp must not end before it starts.
        const [a = 0, b = 0] = [first, second].map((k) => k % (steps + 1)).sort((p, q) => p - q);
        const sections = `stocks:
  x: {initial: 0, inflows: [f]}
flows:
  f: {equation: "if(time <= ${literal(a)}, 1, 0) + 10 * step(1, ${literal(a)}) + 100 * pulse(1, ${literal(b)}, dt) + ramp(1, ${literal(a)}, ${literal(b)}) + if(time == ${literal(b)}, 1000, 0) + previous(time, 0) + delay_fixed(time, 3 * dt, 0) + 0.1 * time"}
metrics:
  m: {title: M, better: lower, equation: "x + time", over_time: sum, discount: 0.05}`;
        const outcome = (perReport: number) => {
          const { end, block, metric } = ran(plain(timeText(times, perReport), sections));
          expect(block.failures).toEqual([]);
          return [end('x'), metric('m')];
        };
        const often = outcome(1);
        expect(outcome(times.perReport)).toEqual(often);
      }),
      { numRuns: 60 },
    );
  });

  it('count the steps up to a moment: four begin at or before 0.3', () => {
    const sections = `stocks:\n  x: {initial: 0, inflows: [f]}\nflows:\n  f: {equation: "if(time <= 0.3, 1, 0)"}`;
    for (const report of ['0.1', '0.2', '0.5', '1', '2'])
      expect(
        ran(plain(`start: 0, end: 2, step: 0.1, report: ${report}`, sections)).end('x'),
      ).toBeCloseTo(0.4, 12);
  });

  it('within a step of Runge-Kutta are exact too', () => {
    // The derivative is 1 where time is 0.05, 0.15, ...: the middle stages, two thirds of the weight.
    const sections = `stocks:\n  x: {initial: 0, inflows: [f]}\nflows:\n  f: {equation: "if(mod(round(time * 1e9), 1e8) == 5e7, 1, 0) * if(time == 2000.35, 3, 1)"}`;
    const { end } = ran(plain('start: 2000, end: 2001, step: 0.1, method: rk4', sections));
    expect(end('x')).toBeCloseTo((2 / 3) * (0.9 + 0.3), 9);
  });
});
