import { EventEmitter } from 'node:events';
import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Screen } from '../../src/tui/terminal/screen.js';

/** A terminal that keeps what is written and can be slow. */
class Out extends EventEmitter {
  columns = 20;
  rows = 5;
  slow = false;
  readonly written: string[] = [];
  write(data: string): boolean {
    this.written.push(data);
    return !this.slow;
  }
}

async function show(out: Out): Promise<Terminal> {
  const terminal = new Terminal({ cols: out.columns, rows: out.rows, allowProposedApi: true });
  await new Promise<void>((done) => terminal.write(out.written.join(''), done));
  return terminal;
}

function lines(terminal: Terminal): string[] {
  const { active } = terminal.buffer;
  return Array.from({ length: terminal.rows }, (_, row) =>
    (active.getLine(row)?.translateToString() ?? '').trimEnd(),
  );
}

describe('Screen', () => {
  test('sends only the rows that changed', () => {
    const out = new Out();
    const screen = new Screen(out);
    screen.open();
    screen.write('one\ntwo\nthree');
    out.written.length = 0;
    screen.write('one\n2\nthree');
    expect(out.written).toEqual([
      '\u001B[?2026h\u001B[2;1H\u001B[0m\u001B[K2\u001B[0m\u001B[?2026l',
    ]);
    screen.write('one\n2\nthree');
    expect(out.written).toHaveLength(1);
  });

  test('after any frames the terminal shows the last one', async () => {
    const row = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 20 });
    const frame = fc.array(row, { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 5 }), async (frames) => {
        const out = new Out();
        const screen = new Screen(out);
        screen.open();
        for (const one of frames) screen.write(one.join('\n'));
        const last = frames.at(-1) ?? [];
        // An empty frame is Ink's way of taking its own away, and is not drawn.
        fc.pre(last.join('\n') !== '');
        const expected = Array.from({ length: 5 }, (_, i) => (last[i] ?? '').trimEnd());
        expect(lines(await show(out))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('a row longer than the window does not scroll it', async () => {
    const out = new Out();
    const screen = new Screen(out);
    screen.open();
    screen.write(Array.from({ length: 5 }, (_, i) => String(i).repeat(30)).join('\n'));
    expect(lines(await show(out)).map((line) => line[0])).toEqual(['0', '1', '2', '3', '4']);
  });

  test('a row is erased before it is written, or a full one would lose its last character in tmux', () => {
    const out = new Out();
    const screen = new Screen(out);
    screen.open();
    screen.write('x'.repeat(20));
    expect(out.written.join('')).not.toMatch(/x[^x]*\[K/);
  });

  test('closing puts the terminal back, once', async () => {
    const out = new Out();
    const screen = new Screen(out);
    out.written.push('before\r\n');
    screen.open();
    screen.write('frame');
    screen.close();
    screen.close();
    screen.write('too late');
    const terminal = await show(out);
    expect(terminal.buffer.active.type).toBe('normal');
    expect(terminal.modes.wraparoundMode).toBe(true);
    expect(lines(terminal)[0]).toBe('before');
    expect(out.written.filter((data) => data.includes('?1049l'))).toHaveLength(1);
    expect(out.listenerCount('resize') + out.listenerCount('drain')).toBe(0);
  });

  test('on a slow line frames are skipped and the last is sent', async () => {
    const out = new Out();
    const screen = new Screen(out);
    screen.open();
    out.slow = true;
    screen.write('1');
    screen.write('2');
    screen.write('3');
    expect(out.written).toHaveLength(2);
    out.slow = false;
    out.emit('drain');
    expect(lines(await show(out))[0]).toBe('3');
    expect(out.written).toHaveLength(3);
  });

  test('a resize paints everything anew and is passed on', () => {
    const out = new Out();
    const screen = new Screen(out);
    let heard = 0;
    screen.on('resize', () => {
      heard += 1;
    });
    screen.open();
    screen.write('same');
    out.written.length = 0;
    out.emit('resize');
    screen.write('same');
    expect(heard).toBe(1);
    expect(out.written.join('')).toContain('\u001B[2J\u001B[1;1H\u001B[0m\u001B[Ksame');
  });
});
