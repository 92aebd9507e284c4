import type { z } from 'zod';
import { nearest } from './nearest.js';
import { numberMeant } from './number-text.js';
import {
  discriminator,
  keysOf,
  likeliest,
  plainShapes,
  shapesAt,
  shapesFor,
  shapesWith,
  textsOf,
  typeWord,
  wordsOf,
} from './schema-node.js';
import type { Path } from './yaml-nodes.js';

/** One schema problem in words, with the path of the value (or key) that it is about. */
export interface SchemaIssue {
  readonly code: string;
  readonly path: Path;
  readonly atKey: boolean;
  readonly message: string;
  readonly expected?: string | undefined;
  readonly nearest?: string | undefined;
  /** The key that is missing from the map at `path`. */
  readonly missing?: string;
}

type Issue = z.core.$ZodIssue;

/** Puts zod's issues in words: the same words for every file that toguna reads. */
export function describeIssues(
  issues: readonly Issue[],
  schema: z.ZodType,
  data: unknown,
): SchemaIssue[] {
  const described = issues
    .slice(0, MOST_DESCRIBED)
    .flatMap((issue) => describe(issue, { base: [], schema, data }))
    .map((one) => withNumberMeant(one, data));
  return [...described, ...counted(issues.slice(MOST_DESCRIBED), described)];
}

// Of a kind a hundred are shown, and there are six kinds: beyond these a problem only counts.
const MOST_DESCRIBED = 1000;

function counted(issues: readonly Issue[], described: readonly SchemaIssue[]): SchemaIssue[] {
  const counts = new Map<string, number>();
  for (const { code } of described) counts.set(code, (counts.get(code) ?? 0) + 1);
  const [commonest = 'value'] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return issues.map(({ path }) => {
    const inside = path.map((part) => (typeof part === 'symbol' ? '' : part));
    return problem(commonest, inside, `${nameOf(inside)} does not fit`);
  });
}

// `1_000` and `0,5` are texts: where a number is expected the message says how it is written.
function withNumberMeant(issue: SchemaIssue, data: unknown): SchemaIssue {
  const value = valueAt(data, issue.path);
  const wantsNumber = issue.expected !== undefined && /\bnumber\b/.test(issue.expected);
  if (typeof value !== 'string' || issue.atKey || !wantsNumber) return issue;
  const meant = numberMeant(value);
  return meant === undefined ? issue : { ...issue, expected: meant };
}

/** `schema` is that of the value at `base`; `data` is the whole document. */
interface Context {
  readonly base: Path;
  readonly schema: z.ZodType;
  readonly data: unknown;
}

function describe(issue: Issue, context: Context): SchemaIssue[] {
  const { base, schema, data } = context;
  const inside = issue.path.map((part) => (typeof part === 'symbol' ? '' : part));
  const path = [...base, ...inside];
  const value = valueAt(data, path);
  const name = nameOf(path);
  if (value === undefined && path.length > 0 && issue.code.startsWith('invalid_'))
    return [missing(path, wordsOf(shapesAt(schema, inside, valueAt(data, base))), data)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue.keys, path, shapesAt(schema, inside, valueAt(data, base)), value);
    case 'invalid_type':
      return [problem('type', path, `${name} is ${article(value)}`, typeWord(issue.expected))];
    case 'invalid_value': {
      const values = issue.values.map(String);
      const near = nearest(String(value), values);
      return [
        { ...problem('value', path, `${name} is ${show(value)}`, oneOf(values)), nearest: near },
      ];
    }
    case 'too_small':
    case 'too_big':
      return [outOfRange(issue, path, value)];
    case 'invalid_key':
      return [badName(path, issue.issues[0]?.message)];
    case 'invalid_union':
      return describeUnion(path, shapesAt(schema, inside, valueAt(data, base)), value, data);
    default: {
      // A text may also be of a form that another shape allows, which zod then does not say.
      const shapes = shapesAt(schema, inside, valueAt(data, base));
      const expected = shapes.length > 1 ? wordsOf(plainShapes(shapes)) : issue.message;
      return [problem('value', path, `${name} is ${show(value)}`, expected)];
    }
  }
}

// Of so many, nobody reads more.
const MOST_LOOKED_UP = 100;

function unknownKeys(
  keys: readonly string[],
  path: Path,
  shapes: readonly z.ZodType[],
  value: unknown,
): SchemaIssue[] {
  const known = keysOf(shapes);
  const present = new Set(Object.keys((value as object | undefined) ?? {}));
  const absent = known.filter((one) => !present.has(one));
  const where = path.length > 0 ? ` in ${nameOf(path)}` : '';
  const expected = known.length > 0 ? oneOf(known) : undefined;
  return keys.map((key, index) => ({
    code: 'unknown-key',
    path: [...path, key],
    atKey: true,
    message: `unknown key ${JSON.stringify(key)}${where}`,
    expected,
    nearest: index < MOST_LOOKED_UP ? (nearest(key, absent) ?? nearest(key, known)) : undefined,
  }));
}

function missing(path: Path, expected: string, data: unknown): SchemaIssue {
  const parent = path.slice(0, -1);
  const last = path.at(-1) ?? '';
  const list = valueAt(data, parent);
  if (Array.isArray(list))
    return problem('range', parent, `${nameOf(parent)} has ${count(list.length)}`, 'more');
  return {
    code: 'missing-key',
    path: parent,
    atKey: parent.length > 0,
    message: `${nameOf(parent)} lacks the key ${JSON.stringify(String(last))}`,
    expected,
    missing: String(last),
  };
}

function outOfRange(
  issue: Issue & { code: 'too_small' | 'too_big' },
  path: Path,
  value: unknown,
): SchemaIssue {
  const small = issue.code === 'too_small';
  const bound = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const word = issue.inclusive === false ? (small ? 'more than' : 'less than') : sizeWord(small);
  const name = nameOf(path);
  if (Array.isArray(value))
    return problem('range', path, `${name} has ${count(value.length)}`, `${word} ${bound}`);
  if (typeof value === 'string') {
    if (value === '') return problem('range', path, `${name} is an empty text`, 'some text');
    return problem('range', path, `${name} has ${value.length} characters`, `${word} ${bound}`);
  }
  return problem('range', path, `${name} is ${show(value)}`, `${word} ${bound}`);
}

function sizeWord(small: boolean): string {
  return small ? 'at least' : 'at most';
}

function count(entries: number): string {
  return entries === 0 ? 'no entries' : `${entries} ${entries === 1 ? 'entry' : 'entries'}`;
}

function badName(path: Path, rule: string | undefined): SchemaIssue {
  const name = String(path.at(-1) ?? '');
  const odd = /[^\x20-\x7e]/u.exec(name)?.[0];
  // A letter that only looks like one of the alphabet is not seen otherwise.
  const code = odd?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  const which = code === undefined ? '' : `, with the character U+${code}`;
  return {
    ...problem('name', path, `${show(name)} cannot be a name here${which}`, rule),
    atKey: true,
  };
}

// Of the shapes that a value may have, the one that was meant speaks for all.
function describeUnion(
  path: Path,
  shapes: readonly z.ZodType[],
  value: unknown,
  data: unknown,
): SchemaIssue[] {
  const wrongType = () => [
    problem('type', path, `${nameOf(path)} is ${article(value)}`, wordsOf(shapes)),
  ];
  const possible = shapesFor(shapes, value);
  if (possible.length === 0) return wrongType();
  let meant = possible;
  const keyed = discriminator(possible);
  const map = value as Readonly<Record<string, unknown>>;
  if (keyed !== undefined) {
    const { key, values } = keyed;
    if (!Object.hasOwn(map, key)) return [missing([...path, key], oneOf(values), data)];
    meant = shapesWith(possible, key, map[key]);
    if (meant.length === 0) {
      const what = `${nameOf([...path, key])} is ${show(map[key])}`;
      const near = nearest(String(map[key]), values);
      return [{ ...problem('value', [...path, key], what, oneOf(values)), nearest: near }];
    }
  }
  const chosen =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? likeliest(meant, map)
      : meant[0];
  const issues = chosen?.safeParse(value).error?.issues ?? [];
  if (chosen === undefined || issues.length === 0) return wrongType();
  // A text or number that fits none of several rules: all of what would fit is said.
  if (typeof value !== 'object') return [badPlainValue(path, value, shapes, issues)];
  return issues.flatMap((one) => describe(one, { base: path, schema: chosen, data }));
}

function badPlainValue(
  path: Path,
  value: unknown,
  shapes: readonly z.ZodType[],
  [issue]: readonly Issue[],
): SchemaIssue {
  const size = issue?.code === 'too_small' || issue?.code === 'too_big';
  if (size) return outOfRange(issue, path, value);
  const what = `${nameOf(path)} is ${show(value)}`;
  const near = nearest(String(value), textsOf(shapes));
  return { ...problem('value', path, what, wordsOf(plainShapes(shapes))), nearest: near };
}

function problem(code: string, path: Path, message: string, expected?: string): SchemaIssue {
  return { code, path, atKey: false, message, expected };
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? (values[0] ?? '') : `one of ${values.join(', ')}`;
}

/** `time.step`, `stocks.A.initial`, or `the file` for the root. */
function nameOf(path: Path): string {
  return path.length === 0 ? 'the file' : path.join('.');
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const part of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = Object.hasOwn(value, part) ? (value as Record<string, unknown>)[part] : undefined;
  }
  return value;
}

function article(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${show(value)}`;
  if (typeof value === 'number')
    return Number.isFinite(value) ? `the number ${value}` : 'no finite number';
  return show(value);
}

function show(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  const text = JSON.stringify(value) ?? String(value);
  if (text.length <= 60) return text;
  return typeof value === 'string' ? `${text.slice(0, 56)}..."` : `${text.slice(0, 57)}...`;
}
