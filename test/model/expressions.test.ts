import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { Syntax } from '../../src/model/syntax.js';
import { parseExpression } from '../../src/model/syntax.js';

interface Parsed {
  /** The tree with every operation in parentheses, or undefined. */
  readonly tree: string | undefined;
  readonly problems: readonly string[];
}

function parse(text: string): Parsed {
  const diagnostics = new Diagnostics();
  const placeIn = (offset: number, length: number) => ({
    file: 'f',
    line: 1,
    column: offset + 1,
    length,
  });
  const syntax = parseExpression(text, placeIn, diagnostics);
  const problems = diagnostics
    .list()
    .map(
      ({ place, message, expected }) =>
        `${place.column}+${place.length}: ${message}${expected === undefined ? '' : `; ${expected}`}`,
    );
  return { tree: syntax && spell(syntax), problems };
}

function spell(syntax: Syntax): string {
  switch (syntax.kind) {
    case 'number':
      return String(syntax.value);
    case 'name':
      return syntax.name;
    case 'element':
      return `${syntax.name}[${syntax.index.map((one) => one.name).join(',')}]`;
    case 'operator': {
      const [a, b] = syntax.args.map(spell);
      return b === undefined ? `(${syntax.op} ${a})` : `(${a} ${syntax.op} ${b})`;
    }
    case 'call':
      return `${syntax.fn}(${syntax.args.map(spell).join(', ')})`;
  }
}

describe('binding', () => {
  it.each([
    ['a + b * c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['a / b / c', '((a / b) / c)'],
    ['a / b * c', '((a / b) * c)'],
    ['-2^2', '(-x (2 ^ 2))'],
    ['(-2)^2', '((-x 2) ^ 2)'],
    ['2^-1', '(2 ^ (-x 1))'],
    ['2^3^2', '(2 ^ (3 ^ 2))'],
    ['-a * b', '((-x a) * b)'],
    ['a * -b', '(a * (-x b))'],
    ['a--b', '(a - (-x b))'],
    ['+a', '(+x a)'],
    ['+-+a', '(+x (-x (+x a)))'],
    ['a < b + c', '(a < (b + c))'],
    ['a or b and c', '(a or (b and c))'],
    ['a and b or c', '((a and b) or c)'],
    ['a < b and c >= d', '((a < b) and (c >= d))'],
    ['not a and b', '((not a) and b)'],
    ['a and not b', '(a and (not b))'],
    ['not (a > b)', '(not (a > b))'],
    ['(not a) == b', '((not a) == b)'],
    ['not not a', '(not (not a))'],
    ['a == b', '(a == b)'],
    ['a != b', '(a != b)'],
    ['f(a, b + c)', 'f(a, (b + c))'],
    ['x[north]', 'x[north]'],
    ['x[north, red] ^ 2', '(x[north,red] ^ 2)'],
    ['a\n  + b', '(a + b)'],
    ['mod(a, b)', 'mod(a, b)'],
  ])('%j is %s', (text, tree) => {
    expect(parse(text)).toEqual({ tree, problems: [] });
  });
});

it.each([
  ['5', 5],
  ['5.', 5],
  ['.5', 0.5],
  ['05', 5],
  ['1e3', 1000],
  ['1.e5', 100000],
  ['2E-3', 0.002],
  ['2e+3', 2000],
  ['0.1', 0.1],
  ['123456789012345678', 123456789012345680],
])('%s is a number', (text, value) => {
  expect(parse(text)).toEqual({ tree: String(value), problems: [] });
});

describe('what mathjs would read, and the language refuses', () => {
  const property = 'a name, a number or x[element]; properties are not part of the language';
  const string = 'a name or a number; strings are not part of the language';
  const product = 'an operator is missing before this; a product is written with *';
  it.each([
    [
      '1:3',
      'is not part of an expression; if(condition, then, else); ranges are not part of the language',
      2,
      '":" ',
    ],
    ['a ? b : c', 'is not part of an expression; if(condition, then, else)', 3, '"?" '],
    [
      'a = 3',
      'is not part of an expression; == to compare; an equation holds no assignment',
      3,
      '"=" ',
    ],
    [
      'f(x) = x',
      'is not part of an expression; == to compare; an equation holds no assignment',
      6,
      '"=" ',
    ],
    ['a; b', 'is not part of an expression; one expression', 2, '";" '],
    ['"text"', `is not part of an expression; ${string}`, 1, '"\\"" '],
    ["a'", `is not part of an expression; ${string}`, 2, '"\'" '],
    ['a.b', `is not part of an expression; ${property}`, 2, '"." '],
    ['a.^b', `is not part of an expression; ${property}`, 2, '"." '],
    ['a .* b', `is not part of an expression; ${property}`, 3, '"." '],
    ['{a: 1}', 'is not part of an expression; parentheses', 1, '"{" '],
    ['a # b', 'is not part of an expression; an expression; comments belong outside it', 3, '"#" '],
    ['a % b', 'is not part of an expression; mod(a, b)', 3, '"%" '],
    ['5!', 'is not part of an expression; not x, or != to compare', 2, '"!" '],
    ['a & b', 'is not part of an expression; and', 3, '"&" '],
    ['a | b', 'is not part of an expression; or', 3, '"|" '],
    ['~a', 'is not part of an expression', 1, '"~" '],
    ['π', 'is not part of an expression; pi', 1, '"π" (U+03C0) '],
    ['é', 'is not part of an expression', 1, '"é" (U+00E9) '],
    ['a²', 'is not part of an expression; x^2', 2, '"²" (U+00B2) '],
  ])('%j', (text, message, column, sign) => {
    const { tree, problems } = parse(text);
    expect(tree).toBeUndefined();
    expect(problems).toEqual([`${column}+1: ${sign}${message}`]);
  });

  it.each([
    ['[1, 2]', '2+1: matrices are not part of the language'],
    ['a b', `3+1: ${product}`],
    ['(a)(b)', `5+1: ${product}`],
    ['2(a)', `3+1: ${product}`],
    ['f(x)(y)', `6+1: ${product}`],
    ['2a', '1+2: 2a is neither a number nor a name; an operator between a number and a name'],
    ['0x10', '1+4: 0x10 is neither a number nor a name; an operator between a number and a name'],
    ['1e', '1+2: 1e is neither a number nor a name; an operator between a number and a name'],
    ['5 cm', `3+2: ${product}`],
    ['a to b', '3+2: the operator to is not part of the language'],
    ['a in b', '3+2: the operator in is not part of the language'],
    ['a >>> 2', '3+1: the operator >>> is not part of the language'],
    ['a xor b', '3+3: the operator xor is not part of the language'],
    ['a mod b', '3+3: the operator mod is not part of the language; mod(a, b)'],
    ['a < b < c', '1+1: comparisons cannot be chained; a < b and b < c'],
    ['a == b != c', '1+1: comparisons cannot be chained; a < b and b < c'],
    ['true', '1+4: "true" is not a finite number'],
    ['null', '1+4: "null" is not a finite number'],
    ['NaN', '1+3: "NaN" is not a finite number'],
    ['Infinity', '1+8: "Infinity" is not a finite number'],
    ['1e400', '1+5: "1e400" is not a finite number'],
    ['x[1]', '3+1: an element is picked by its name; x[element]'],
    ['x[-a]', '3+1: an element is picked by its name; x[element]'],
    ['x[a][b]', '1+1: only a variable has elements; x[element]'],
    ['sum(x)[a]', '1+3: only a variable has elements; x[element]'],
    ['x[]', '1+1: no element stands in the brackets; x[element]'],
    [
      'not a == b',
      '7+2: not binds tighter than ==, which few readers expect; not (a == b), or (not a) == b',
    ],
    [
      'not(a) > b',
      '8+1: not binds tighter than >, which few readers expect; not (a > b), or (not a) > b',
    ],
    [
      'not a * b',
      '7+1: not binds tighter than *, which few readers expect; not (a * b), or (not a) * b',
    ],
    ['', '1+1: the expression is empty'],
    ['  ', '1+1: the expression is empty'],
    ['a +', '3+1: the expression ends after +; a value'],
    ['(a', '1+1: this ( is not closed; a closing )'],
    ['a)', '2+1: this ) closes nothing'],
    ['a, b', '2+1: a comma cannot stand here; a comma only between the arguments of a function'],
    ['f(a,)', '5+1: a value is missing before )'],
  ])('%j', (text, problem) => {
    expect(parse(text)).toEqual({ tree: undefined, problems: [problem] });
  });

  it('lets a long sum pass, and neither a deep nest nor a thousand parts', () => {
    const sum = Array.from({ length: 400 }, () => 'a').join(' + ');
    expect(parse(sum).problems).toEqual([]);
    expect(parse(`${'('.repeat(60)}a${')'.repeat(60)}`).problems).toEqual([]);
    expect(parse(`${'('.repeat(61)}a${')'.repeat(61)}`).problems).toEqual([
      '61+1: the expression nests deeper than 60 levels',
    ]);
    expect(parse('-'.repeat(700)).problems).toEqual([
      '601+1: the expression nests deeper than 60 levels',
    ]);
    expect(parse(`${sum} + ${sum}`).problems).toEqual([
      '1+1: the expression has more than 1000 parts: split it into auxiliaries',
    ]);
  });
});

/** Every part of a tree with the text it points at. */
function places(text: string): string[] {
  const at = (offset: number, length: number) => ({
    file: 'f',
    line: 1,
    column: offset + 1,
    length,
  });
  const found: string[] = [];
  const pointed = (place: { column: number; length?: number }) =>
    `${place.column}:${text.slice(place.column - 1, place.column - 1 + (place.length ?? 0))}`;
  const visit = (syntax: Syntax) => {
    found.push(pointed(syntax.at));
    if (syntax.kind === 'element') found.push(...syntax.index.map((one) => pointed(one.at)));
    if (syntax.kind === 'operator' || syntax.kind === 'call') syntax.args.forEach(visit);
  };
  const syntax = parseExpression(text, at, new Diagnostics());
  if (syntax !== undefined) visit(syntax);
  return found;
}

describe('every part points at its own text', () => {
  it.each([
    ['12.5', ['1:12.5']],
    ['rate', ['1:rate']],
    ['a * (b + c)', ['3:*', '1:a', '8:+', '6:b', '10:c']],
    ['((a)) - b', ['7:-', '3:a', '9:b']],
    ['-a ^ b', ['1:-', '4:^', '2:a', '6:b']],
    ['a ^ -b', ['3:^', '1:a', '5:-', '6:b']],
    ['not a and b', ['7:and', '1:not', '5:a', '11:b']],
    ['a >= b', ['3:>=', '1:a', '6:b']],
    ['f( a , g(b) )', ['1:f', '4:a', '8:g', '10:b']],
    ['x[north, red] + y', ['15:+', '1:x', '3:north', '10:red', '17:y']],
    ['if(a < 1, f(-b), c)', ['1:if', '6:<', '4:a', '8:1', '11:f', '13:-', '14:b', '18:c']],
    ['a - b - c', ['7:-', '3:-', '1:a', '5:b', '9:c']],
    ['2^3^2', ['2:^', '1:2', '4:^', '3:3', '5:2']],
  ])('%s', (text, expected) => {
    expect(places(text)).toEqual(expected);
  });
});
