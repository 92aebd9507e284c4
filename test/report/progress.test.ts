import { describe, expect, test } from 'vitest';
import { progressText, startProgress } from '../../src/report/progress.js';

describe('progressText', () => {
  test.each([
    [0, 1200, 500, '0 of 1,200 runs, 0 %'],
    [120, 1200, 1000, '120 of 1,200 runs, 10 %, about 9 s left'],
    [1, 61, 1000, '1 of 61 runs, 1 %, about 1 min 0 s left'],
    [100, 1000000, 1000, '100 of 1,000,000 runs, 0 %, about 2 h 46 min left'],
    [12345, 20000, 50, '12,345 of 20,000 runs, 61 %'],
    [1199, 1200, 60000, '1,199 of 1,200 runs, 99 %, about 1 s left'],
    [1200, 1200, 9000, '1,200 of 1,200 runs, 100 %'],
    [0, 0, 0, '0 of 0 runs, 100 %'],
  ])('%d of %d after %d ms: %s', (done, total, elapsed, text) => {
    expect(progressText(done, total, elapsed)).toBe(text);
  });
});

describe('startProgress', () => {
  // A job whose 1,000 runs take a millisecond or more each; gives what was written and when.
  function watch(isTTY: boolean, msPerRun: number, columns = 80) {
    let time = 0;
    const written: { at: number; text: string }[] = [];
    const stream = { isTTY, columns, write: (text: string) => written.push({ at: time, text }) };
    const progress = startProgress(1000, stream, () => time);
    for (let done = 1; done <= 1000; done += 1) {
      time += msPerRun;
      progress.update(done);
    }
    progress.end();
    return written;
  }

  test('a job of less than a second shows nothing', () => {
    expect(watch(true, 0.999)).toEqual([]);
    expect(watch(false, 0.999)).toEqual([]);
  });

  test('on a terminal one line is rewritten at most ten times a second and taken away', () => {
    const written = watch(true, 3);
    expect(written).toHaveLength(21);
    const gaps = written.slice(1, -1).map(({ at }, i) => at - (written[i]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
    expect(written[0]).toEqual({
      at: 1002,
      text: '\r334 of 1,000 runs, 33 %, about 2 s left\u001B[K',
    });
    expect(written.at(-1)?.text).toBe('\r\u001B[K');
    expect(written.some(({ text }) => text.includes('\n'))).toBe(false);
  });

  test('off a terminal a plain line comes every five seconds', () => {
    const written = watch(false, 12);
    expect(written.map(({ text }) => text)).toEqual([
      '84 of 1,000 runs, 8 %, about 11 s left\n',
      '501 of 1,000 runs, 50 %, about 6 s left\n',
      '918 of 1,000 runs, 91 %, about 1 s left\n',
    ]);
  });

  test('a line never wraps, or it could not be rewritten', () => {
    expect(watch(true, 3, 20)[0]?.text).toBe('\r334 of 1,000 runs, \u001B[K');
  });
});
