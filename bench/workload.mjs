/** The workloads as data: what each engine's model is made from, the worlds it runs and the states it must reach. */
import { readFileSync } from 'node:fs';

/** Worlds that every engine can draw. */
export const WORLDS = 4096;

/** Worlds whose end states the workload gives. */
export const CHECKED = [0, 1, 2, 4095];

/** Reads `w1` or `w2`. */
export function readWorkload(name) {
  const file = new URL(`./workloads/${name}.json`, import.meta.url);
  return { ...JSON.parse(readFileSync(file, 'utf8')), key: name };
}

/**
 * Draws the worlds as the workload says, with a linear congruential generator.
 * @returns `values[world * parameters + p]`
 */
export function drawWorlds(workload, count = WORLDS) {
  const ranges = Object.values(workload.parameters);
  const values = new Float64Array(count * ranges.length);
  let state = 12345;
  for (let at = 0; at < values.length; at++) {
    const { low, high } = ranges[at % ranges.length];
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    values[at] = low + ((high - low) * state) / 2 ** 32;
  }
  return values;
}

/** The end states the workload gives, each as one row: stock by stock, region by region. */
export function expectedStates(workload) {
  return workload.expected.map(({ end_state }) => Object.values(end_state).flat());
}

/** The largest relative difference between rows of end states; Infinity when a number is not there. */
export function largestDifference(expected, found) {
  let largest = 0;
  for (const [row, values] of expected.entries()) {
    for (const [column, value] of values.entries()) {
      const difference = Math.abs((found[row]?.[column] ?? Number.NaN) - value) / Math.abs(value);
      if (!(difference <= largest)) largest = Number.isNaN(difference) ? Infinity : difference;
    }
  }
  return largest;
}
