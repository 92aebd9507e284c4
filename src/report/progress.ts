import { formatNumber } from './number.js';

/** Where progress is written: standard error, or a stand-in for a test. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

export interface Progress {
  /** Says how much is done; writes at most ten times a second, or every few seconds off a terminal. */
  update(done: number): void;
  /** Takes the line away. */
  end(): void;
}

const QUIET_MS = 1000;
const TERMINAL_MS = 100;
const LOG_MS = 5000;

/** `120 of 1,200 runs, 10 %, about 9 s left`. The time left is left out until a tenth of a second has passed. */
export function progressText(done: number, total: number, elapsedMs: number): string {
  const percent = total > 0 ? Math.floor((100 * done) / total) : 100;
  const text = `${formatCount(done)} of ${formatCount(total)} runs, ${percent} %`;
  if (done <= 0 || done >= total || elapsedMs < 100) return text;
  return `${text}, about ${formatDuration((elapsedMs * (total - done)) / done)} left`;
}

/**
 * Shows how far a job of `total` runs is. A job of less than a second shows nothing.
 * @param now milliseconds on a clock that only goes forward.
 */
export function startProgress(
  total: number,
  stream: ProgressStream,
  now: () => number = () => performance.now(),
): Progress {
  const started = now();
  const interval = stream.isTTY ? TERMINAL_MS : LOG_MS;
  let last = Number.NEGATIVE_INFINITY;
  let shown = false;
  return {
    update(done) {
      const time = now();
      if (time - started < QUIET_MS || time - last < interval || done >= total) return;
      last = time;
      shown = true;
      const text = progressText(done, total, time - started);
      stream.write(stream.isTTY ? `\r${cutTo(text, stream.columns)}\u001B[K` : `${text}\n`);
    },
    end() {
      if (shown && stream.isTTY) stream.write('\r\u001B[K');
      shown = false;
    },
  };
}

// A line that wraps could not be rewritten.
function cutTo(text: string, columns: number | undefined): string {
  return columns === undefined || columns <= 1 ? text : text.slice(0, columns - 1);
}

// Counts are exact, unlike results.
function formatCount(count: number): string {
  return count < 1e4 ? formatNumber(count) : String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `9 s`, `1 min 5 s`, `2 h 3 min`. */
function formatDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
