import type { YAMLError } from 'yaml';

/** What is wrong with the syntax of a YAML file, in words, from one character to another. */
export interface YamlProblem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly expected?: string;
}

// Problems after which the rest of the file still reads as it was meant.
const LOCAL = new Set(['BAD_SCALAR_START', 'BAD_DQ_ESCAPE', 'TAG_RESOLVE_FAILED']);

const MOST = 100;

/**
 * Puts the complaints of the YAML parser in words. Whatever follows a broken bracket, quote or indentation is
 * read askew, so the first such problem is the last that is told.
 */
export function yamlProblems(errors: readonly YAMLError[], text: string): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const inOrder = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  for (const error of inOrder) {
    problems.push(problemIn(error, text));
    if (!LOCAL.has(error.code) || problems.length >= MOST) break;
  }
  return problems;
}

function problemIn({ code, message, pos }: YAMLError, text: string): YamlProblem {
  const [from] = pos;
  const at = (offset: number, length: number, words: string, expected?: string): YamlProblem => ({
    from: offset,
    to: offset + Math.max(1, length),
    message: words,
    ...(expected === undefined ? {} : { expected }),
  });
  const word = wordAt(text, from);
  switch (code) {
    case 'TAB_AS_INDENT':
      return at(from, 1, 'a tab stands in the indentation', 'spaces');
    case 'MULTIPLE_DOCS':
      return at(from, 3, 'the file holds more than one document', 'no line with --- alone');
    case 'BAD_INDENT':
      return /end with a/.test(message)
        ? unclosed(message, from, text, at)
        : wrongColumn(from, text, at);
    case 'MULTILINE_IMPLICIT_KEY':
      return deeperLine(from, text, at) ?? noColon(from, text, at);
    case 'BLOCK_AS_IMPLICIT_KEY': {
      const colon = from + Math.max(0, text.slice(from).search(/:(?=\s|$)/));
      const deeper = text.slice(from, colon).includes('\n') && deeperLine(from, text, at);
      if (deeper) return deeper;
      const what = 'a second colon stands in this line';
      return at(colon, 1, what, 'quotes around a text that holds a colon and a space');
    }
    case 'BLOCK_IN_FLOW':
      return missingComma(from, text, at);
    case 'BAD_SCALAR_START':
      return at(from, 1, `a text cannot start with ${text[from] ?? ''}`, 'quotes around the text');
    case 'BAD_DQ_ESCAPE': {
      const what = `${text.slice(from, from + 2)} means nothing inside double quotes`;
      return at(from, 2, what, '\\\\ for a backslash, or single quotes');
    }
    case 'TAG_RESOLVE_FAILED':
      return at(from, word.length, `the tag ${word} is not allowed`, 'a plain value');
    case 'BAD_DIRECTIVE': {
      const line = text.lastIndexOf('\n', from) + 1;
      const length = lineAt(text, line).length;
      return at(line, length, 'a line that starts with % is not allowed', 'a key such as title');
    }
    case 'MISSING_CHAR':
      return missing(message, from, text, at);
    case 'UNEXPECTED_TOKEN':
      return unexpected(message, from, text, at);
    case 'KEY_OVER_1024_CHARS':
      return at(from, 1, 'a key is longer than 1024 characters');
    case 'RESOURCE_EXHAUSTION':
      return at(from, 1, 'the file nests too deep');
    default:
      return at(from, word.length, `${JSON.stringify(word)} cannot stand here`);
  }
}

type At = (offset: number, length: number, words: string, expected?: string) => YamlProblem;

function missing(message: string, from: number, text: string, at: At): YamlProblem {
  if (/quote$/.test(message)) {
    const quote = message.includes('"') ? '"' : "'";
    const open = openQuote(text, from, quote);
    return at(open, 1, 'this quote is not closed', `a closing ${quote}`);
  }
  if (/end with a/.test(message)) return unclosed(message, from, text, at);
  if (/^Missing ,/.test(message)) {
    const next = skipSpace(text, from);
    const length = wordAt(text, next).length;
    return at(next, length, 'a comma is missing before this', 'a comma between entries');
  }
  if (/^Missing space after :/.test(message))
    return at(from, 1, 'a space is missing after the colon', 'key: value');
  if (/^Implicit map keys/.test(message)) return noColon(from, text, at);
  if (/^Sequence item/.test(message))
    return at(from, wordAt(text, from).length, 'a dash is missing before this item of a list');
  if (/^Comments must/.test(message))
    return at(from, 1, 'a # follows a value at once', 'a space before a comment');
  return at(from, 1, 'a character is missing here');
}

function unexpected(message: string, from: number, text: string, at: At): YamlProblem {
  const word = wordAt(text, from);
  if (/at node end$/.test(message)) {
    const expected =
      text[from - 1] === "'"
        ? "'' for an apostrophe inside single quotes, or double quotes around the text"
        : 'the end of the line';
    return at(from, lineAt(text, from).length, 'text follows the end of the value', expected);
  }
  const sign = text[from] ?? '';
  if (/[\]}]/.test(sign)) return at(from, 1, `this ${sign} closes nothing`);
  if (sign === ',') return at(from, 1, 'an entry is missing before this comma');
  return at(from, word.length, `${JSON.stringify(word)} cannot stand here`);
}

function unclosed(message: string, from: number, text: string, at: At): YamlProblem {
  const close = /end with a (.)/.exec(message)?.[1] ?? '}';
  const open = openBracket(text, from, close === '}' ? '{' : '[', close);
  return at(open, 1, `this ${text[open] ?? ''} is not closed`, `a closing ${close}`);
}

function wrongColumn(from: number, text: string, at: At): YamlProblem {
  const line = text.lastIndexOf('\n', from - 1) + 1;
  const start = skipSpace(text, line);
  const what = 'the line starts at another column than the entries above it';
  return at(start, wordAt(text, start).length, what, 'entries of a map or list at one column');
}

// `unit: month` and then a deeper line with a key: the value is taken to go on there.
function deeperLine(from: number, text: string, at: At): YamlProblem | undefined {
  const line = text.lastIndexOf('\n', from - 1) + 1;
  if (text.slice(line, from).trim() === '') return undefined;
  const next = text.indexOf('\n', from) + 1;
  if (next === 0) return undefined;
  const start = skipSpace(text, next);
  const what = 'the line is indented more than the one above, which has its value already';
  return at(start, wordAt(text, start).length, what, 'the indentation of the line above');
}

function noColon(from: number, text: string, at: At): YamlProblem {
  const line = lineAt(text, from).trimEnd();
  const glued = /^[\w-]+:(?=\S)/.exec(line)?.[0];
  if (glued !== undefined)
    return at(from + glued.length - 1, 1, 'a space is missing after the colon', 'key: value');
  return at(from, line.length, 'this is not a key: it has no colon', 'key: value');
}

function missingComma(from: number, text: string, at: At): YamlProblem {
  const rest = lineAt(text, from);
  if (/^-\s/.test(rest))
    return at(from, 1, 'a list with dashes cannot stand inside brackets', '[a, b]');
  const found = /\s([^\s,{}[\]]+)\s*:(?:\s|$)/.exec(rest);
  const key = found?.[1] ?? '';
  const offset = found === null ? 0 : found.index + 1;
  return at(from + offset, key.length, 'a comma is missing before this', 'a comma between entries');
}

// The last quote before the end of the file that an odd number of quotes leaves open.
function openQuote(text: string, end: number, quote: string): number {
  const before = text.slice(0, end);
  const starts = [...before.matchAll(quote === '"' ? /(^|[\s[{,:])"/g : /(^|[\s[{,:])'/g)];
  const plain = starts.map((match) => (match.index ?? 0) + match[0].length - 1);
  const open = plain.find((from) => !closes(before, from + 1, quote));
  return open ?? plain.at(-1) ?? Math.max(0, end - 1);
}

function closes(text: string, from: number, quote: string): boolean {
  for (let at = from; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at += 1;
    else if (text[at] === quote) {
      if (quote === "'" && text[at + 1] === "'") at += 1;
      else return true;
    }
  }
  return false;
}

/** The opening bracket that is still open at `end`, counting backwards. */
function openBracket(text: string, end: number, open: string, close: string): number {
  let depth = 0;
  for (let at = Math.min(end, text.length) - 1; at >= 0; at--) {
    if (text[at] === close) depth += 1;
    else if (text[at] === open && --depth < 0) return at;
  }
  return Math.max(0, end - 1);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length - 1 && /\s/.test(text[at] ?? '')) at += 1;
  return at;
}

function lineAt(text: string, from: number): string {
  const end = text.indexOf('\n', from);
  return text.slice(from, end < 0 ? undefined : end).replace(/\r$/, '');
}

function wordAt(text: string, from: number): string {
  const rest = lineAt(text, from).slice(0, 200);
  return /^(?:"[^"]*"|'[^']*'|[^\s:,{}[\]]+|.)/u.exec(rest)?.[0] ?? '';
}
