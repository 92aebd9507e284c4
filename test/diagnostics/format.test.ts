import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { formatDiagnostic, formatDiagnostics } from '../../src/diagnostics/format.js';

function framed(source: string, column: number, length: number, line = 1): string[] {
  const place = { file: 'm.yaml', line, column, length };
  const one = { severity: 'error', code: 'x', message: 'wrong', place } as const;
  return formatDiagnostic(one, source).split('\n');
}

/** The text that stands above the carets, counted in cells of one. */
function marked(source: string, column: number, length: number): string {
  const [, text = '', carets = ''] = framed(source, column, length);
  return [...text].slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1).join('');
}

describe('a problem', () => {
  it('stands in one line, above its frame and what would be right', () => {
    const place = { file: 'm.yaml', line: 2, column: 3, length: 4 };
    const text = formatDiagnostic(
      {
        severity: 'error',
        code: 'x',
        message: 'no',
        place,
        expected: 'a name',
        nearest: 'jobs',
      },
      'a:\n  jbos: 1\n',
    );
    expect(text).toBe(
      [
        'm.yaml:2:3: error: no',
        '  2 |   jbos: 1',
        '        ^^^^',
        '  expected: a name',
        '  did you mean: jobs',
      ].join('\n'),
    );
  });

  it('has no frame without a source, beyond its end, or on an empty line', () => {
    const place = { file: 'm.yaml', line: 9, column: 1 };
    const one = { severity: 'warning', code: 'x', message: 'no', place } as const;
    expect(formatDiagnostic(one, undefined)).toBe('m.yaml:9:1: warning: no');
    expect(formatDiagnostic(one, 'a\nb\n')).toBe('m.yaml:9:1: warning: no');
    expect(framed('a\n\nb', 1, 1, 2)).toHaveLength(1);
  });

  it('is safe for a terminal in every part', () => {
    const bad = '\u001b[2J';
    const place = { file: `${bad}.yaml`, line: 1, column: 1 };
    const text = formatDiagnostic(
      { severity: 'error', code: 'x', message: bad, place, expected: bad, nearest: bad },
      bad,
    );
    expect(text).not.toContain('\u001b');
    expect(text.match(/\\x1b\[2J/g)).toHaveLength(5);
  });
});

describe('the caret', () => {
  it('stands under the culprit', () => {
    expect(marked('abc def ghi', 5, 3)).toBe('def');
    expect(marked('abc', 1, 1)).toBe('a');
    expect(marked('abc', 3, 1)).toBe('c');
  });

  it('stands after the end of a line for what is missing there', () => {
    expect(framed('abc', 4, 1)[2]).toBe('         ^');
  });

  it('stays on the line when the culprit goes on below', () => {
    expect(framed('abc\ndef', 2, 50)[2]).toBe('       ^^');
  });

  it('is not moved by what is shown longer than it is: escapes and tabs', () => {
    expect(marked('\u001b[1m def', 6, 3)).toBe('def');
    expect(marked('\t\tdef', 3, 3)).toBe('def');
    expect(marked('a\u200bb def', 5, 3)).toBe('def');
  });

  it('is as wide as an escape that it points at', () => {
    expect(framed('a\u0007b', 2, 1)[2]).toBe('       ^^^^');
  });

  it('counts wide letters as two cells and combining marks as none', () => {
    expect(framed('北京 def', 4, 3)[2]).toBe(`${' '.repeat('  1 | '.length + 5)}^^^`);
    expect(framed('北京', 2, 1)[2]).toBe(`${' '.repeat('  1 | '.length + 2)}^^`);
    expect(framed('e\u0301 def', 4, 3)[2]).toBe(`${' '.repeat('  1 | '.length + 2)}^^^`);
    expect(framed('🌍 def', 4, 3)[2]).toBe(`${' '.repeat('  1 | '.length + 3)}^^^`);
  });

  it('does not see the end of a line from Windows', () => {
    expect(framed('abc\r\ndef\r\n', 2, 1)).toEqual([
      'm.yaml:1:2: error: wrong',
      '  1 | abc',
      '       ^',
    ]);
  });
});

describe('a long line', () => {
  const long = `${'a'.repeat(150)}CULPRIT${'b'.repeat(150)}`;

  it('is cut around the culprit, and says so at both ends', () => {
    const [, text = ''] = framed(long, 151, 7);
    expect(text).toMatch(/^ {2}1 \| \.\.\.a+CULPRITb+\.\.\.$/);
    expect(text.length).toBeLessThan(120);
    expect(marked(long, 151, 7)).toBe('CULPRIT');
  });

  it('is cut on one side when the culprit stands near an end', () => {
    expect(framed(long, 1, 3)[1]).toMatch(/^ {2}1 \| a+\.\.\.$/);
    expect(framed(long, 307, 1)[1]).toMatch(/^ {2}1 \| \.\.\.a*(CULPRIT)?b+$/);
    expect(marked(long, 307, 1)).toBe('b');
  });

  it('is not cut through a letter of two halves', () => {
    const globes = '🌍'.repeat(100);
    for (let column = 1; column <= 200; column++) {
      expect(framed(globes, column, 1).join('\n')).not.toContain('\\ud83c\\u');
    }
  });
});

describe('all problems', () => {
  it('are sorted by file, line, column and words, each once, and counted', () => {
    const diagnostics = new Diagnostics();
    const at = (file: string, line: number, column: number) => ({ file, line, column });
    diagnostics.error('x', at('b', 1, 1), 'four');
    diagnostics.error('x', at('a', 10, 1), 'three');
    diagnostics.warning('x', at('a', 2, 5), 'two');
    diagnostics.error('x', at('a', 2, 1), 'one');
    diagnostics.error('x', at('a', 2, 1), 'one');
    diagnostics.error('x', at('a', 2, 1), 'also one');
    expect(formatDiagnostics(diagnostics)).toBe(
      [
        'a:2:1: error: also one',
        'a:2:1: error: one',
        'a:2:5: warning: two',
        'a:10:1: error: three',
        'b:1:1: error: four',
        '4 errors, 1 warning',
      ].join('\n'),
    );
  });

  it('are nothing when there are none', () => {
    expect(formatDiagnostics(new Diagnostics())).toBe('');
  });

  it('of one kind in one file are not listed without end, and a note says how many more', () => {
    const diagnostics = new Diagnostics();
    for (let line = 1; line <= 250; line++)
      diagnostics.error('csv', { file: 'a.csv', line, column: 1 }, `row ${line}`);
    diagnostics.error('csv', { file: 'b.csv', line: 1, column: 1 }, 'another file');
    expect(diagnostics.errorCount).toBe(251);
    const list = diagnostics.list();
    expect(list).toHaveLength(102);
    expect(list[100]).toMatchObject({
      severity: 'note',
      message: 'and 150 more problems like this',
    });
    expect(list[101]?.message).toBe('another file');
  });

  it('do not look for a name that nobody will read', () => {
    const diagnostics = new Diagnostics();
    let looked = 0;
    const nearest = () => {
      looked += 1;
      return undefined;
    };
    for (let line = 1; line <= 1000; line++)
      diagnostics.error('x', { file: 'a', line, column: 1 }, `${line}`, { nearest });
    expect(looked).toBe(100);
  });

  it('are cut when a message has no end', () => {
    const diagnostics = new Diagnostics();
    diagnostics.error('x', { file: 'a', line: 1, column: 1 }, 'x'.repeat(10_000));
    expect(diagnostics.list()[0]?.message.length).toBeLessThan(600);
  });
});
