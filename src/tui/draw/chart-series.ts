import type { PathBands } from '../../live/shown.js';

/** A path ready to be drawn: `scenario` is its number, for colour, dashes and letter. */
export interface ChartSeries {
  readonly scenario: number;
  readonly path: PathBands;
  /** What stands at its end where there is room; its letter first. */
  readonly label?: string;
  /** It is of the scenario under changed assumptions: dotted, and its letter has a prime. */
  readonly shifted?: boolean;
}

/** Which stretch of time and of values the chart shows. */
export interface Extent {
  readonly start: number;
  readonly end: number;
  readonly low: number;
  readonly high: number;
}

/** The times and values that hold every series with its 90 % band; undefined when there is nothing finite. */
export function extentOf(series: readonly ChartSeries[]): Extent | undefined {
  let [start, end, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { path } of series) {
    for (let i = 0; i < path.times.length; i += 1) {
      const time = path.times[i] ?? Number.NaN;
      start = Math.min(start, time);
      end = Math.max(end, time);
      for (const value of [path.p05[i], path.p50[i], path.p95[i]]) {
        if (value === undefined || !Number.isFinite(value)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  return low <= high ? { start, end, low, high } : undefined;
}

/** The value at `time` on straight lines between the points; NaN outside them. */
export function valueAt(times: ArrayLike<number>, values: ArrayLike<number>, time: number): number {
  const last = times.length - 1;
  const first = times[0] ?? Number.NaN;
  const end = times[last] ?? Number.NaN;
  // Rounding in the caller's arithmetic must not lose the two ends.
  const slack = 1e-9 * Math.max(Math.abs(first), Math.abs(end), 1);
  if (!(time >= first - slack && time <= end + slack)) return Number.NaN;
  let below = 0;
  let above = last;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if ((times[middle] ?? 0) <= time) below = middle;
    else above = middle;
  }
  const [t0, t1] = [times[below] ?? 0, times[above] ?? 0];
  const [v0, v1] = [values[below] ?? Number.NaN, values[above] ?? Number.NaN];
  if (t1 === t0) return v0;
  const share = Math.max(0, Math.min(1, (time - t0) / (t1 - t0)));
  return share === 0 ? v0 : share === 1 ? v1 : v0 + (v1 - v0) * share;
}
