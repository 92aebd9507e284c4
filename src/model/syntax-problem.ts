import type { Token } from './tokens.js';

export interface SyntaxProblem {
  readonly at: Token;
  readonly message: string;
  readonly expected?: string;
}

/**
 * Puts a complaint of mathjs in words, at the token that is to blame.
 * @param tokens at least one.
 * @param offset the character at which mathjs stopped.
 */
export function syntaxProblem(
  complaint: string,
  offset: number,
  tokens: readonly [Token, ...Token[]],
): SyntaxProblem {
  const last = tokens.at(-1) ?? tokens[0];
  const found = tokens.findIndex((token) => token.offset >= offset);
  const at = tokens[found] ?? last;
  const before = tokens[(found < 0 ? tokens.length : found) - 1];
  if (/^Value expected/.test(complaint)) {
    const pair = before === undefined ? '' : `${before.text}${at.text}`;
    const missing = { at, message: `a value is missing before ${at.text}` };
    const expected = DOUBLED.get(pair);
    return expected === undefined ? missing : { ...missing, expected };
  }
  if (/end of expression/.test(complaint) && (last.kind === 'operator' || last.text === 'not'))
    return { at: last, message: `the expression ends after ${last.text}`, expected: 'a value' };
  const bracket = unpaired(tokens);
  if (bracket !== undefined) {
    const closes = bracket.text === ')' || bracket.text === ']';
    if (closes) return { at: bracket, message: `this ${bracket.text} closes nothing` };
    const expected = `a closing ${bracket.text === '(' ? ')' : ']'}`;
    return { at: bracket, message: `this ${bracket.text} is not closed`, expected };
  }
  if (at.text === ',') {
    const expected = 'a comma only between the arguments of a function';
    return { at, message: 'a comma cannot stand here', expected };
  }
  if (/end of expression/.test(complaint))
    return { at: last, message: `the expression ends after ${last.text}`, expected: 'a value' };
  if (/^Unexpected part/.test(complaint))
    return { at, message: 'an operator is missing before this' };
  return { at, message: `${at.text} cannot stand here` };
}

const DOUBLED: ReadonlyMap<string, string> = new Map([
  ['**', 'x^2 for a power'],
  ['<>', 'a != b'],
  ['//', 'floor(a / b), or a / b'],
]);

/** The first bracket that closes nothing, else the last that is not closed. */
function unpaired(tokens: readonly Token[]): Token | undefined {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.text === '(' || token.text === '[') open.push(token);
    else if (token.text === ')' || token.text === ']') {
      const start = open.pop();
      if (start === undefined) return token;
      if ((start.text === '(') !== (token.text === ')')) return start;
    }
  }
  return open.at(-1);
}
