/** A name, number or operator of an expression; `offset` counts characters from 0. */
export interface Token {
  readonly kind: 'name' | 'number' | 'operator' | 'bracket';
  readonly text: string;
  readonly offset: number;
}

export interface TokenProblem {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly expected?: string;
}

const TOKEN =
  /\s+|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(<=|>=|==|!=|[-+*/^<>])|([()[\],])|([\s\S])/g;

/**
 * Cuts an expression into tokens. What the language does not know (strings, `:`, `=`, `.x`, `{`) stops
 * here, before mathjs sees it.
 */
export function tokenise(text: string): readonly Token[] | TokenProblem {
  const tokens: Token[] = [];
  for (const match of text.matchAll(TOKEN)) {
    const offset = match.index ?? 0;
    const [whole, number, name, operator, bracket, other] = match;
    const last = tokens.at(-1);
    const touching = last !== undefined && last.offset + last.text.length === offset;
    if (number !== undefined) {
      if (/\.$/.test(number) && /[A-Za-z_]/.test(text[offset + number.length] ?? '')) {
        return unknown(offset + number.length - 1, '.', last);
      }
      tokens.push({ kind: 'number', text: number, offset });
    } else if (name !== undefined) {
      if (last?.kind === 'number' && touching) {
        return {
          offset: last.offset,
          length: last.text.length + name.length,
          message: `${last.text}${name} is neither a number nor a name`,
          expected: 'an operator between a number and a name',
        };
      }
      tokens.push({ kind: 'name', text: name, offset });
    } else if (operator !== undefined) {
      tokens.push({ kind: 'operator', text: operator, offset });
    } else if (bracket !== undefined) {
      tokens.push({ kind: 'bracket', text: bracket, offset });
    } else if (other !== undefined) {
      return unknown(offset, String.fromCodePoint(text.codePointAt(offset) ?? 0), last);
    } else if (whole === '') {
      break;
    }
  }
  return tokens;
}

const HINTS: Readonly<Record<string, string>> = {
  '=': '== to compare; an equation holds no assignment',
  ':': 'if(condition, then, else); ranges are not part of the language',
  '?': 'if(condition, then, else)',
  '"': 'a name or a number; strings are not part of the language',
  "'": 'a name or a number; strings are not part of the language',
  '.': 'a name, a number or x[element]; properties are not part of the language',
  ';': 'one expression',
  '%': 'mod(a, b)',
  '!': 'not x, or != to compare',
  '&': 'and',
  '|': 'or',
  '{': 'parentheses',
  '#': 'an expression; comments belong outside it',
  '×': '*',
  '·': '*',
  '÷': '/',
  '−': '-',
  '–': '-',
  '‑': '-',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '²': 'x^2',
  '³': 'x^3',
  π: 'pi',
};

function unknown(offset: number, char: string, before: Token | undefined): TokenProblem {
  const quoted = /["'`]/.test(char);
  const hint = quoted && before?.text === '[' ? 'x[element], without quotes' : HINTS[char];
  const code = char.codePointAt(0) ?? 0;
  // A letter that only looks like one of the alphabet is not seen otherwise.
  const which = code < 0x80 ? '' : ` (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
  const problem = {
    offset,
    length: char.length,
    message: `${JSON.stringify(char)}${which} is not part of an expression`,
  };
  return hint === undefined ? problem : { ...problem, expected: hint };
}
