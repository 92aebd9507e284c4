import type { z } from 'zod';
import { nearest } from './nearest.js';
import type { Path } from './yaml.js';

/** One schema problem in words, with the path of the value (or key) that it is about. */
export interface SchemaIssue {
  readonly code: string;
  readonly path: Path;
  readonly atKey: boolean;
  readonly message: string;
  readonly expected?: string | undefined;
  readonly nearest?: string | undefined;
}

type Issue = z.core.$ZodIssue;

/** Puts zod's issues in words: the same words for every file that toguna reads. */
export function describeIssues(
  issues: readonly Issue[],
  schema: z.ZodType,
  data: unknown,
): SchemaIssue[] {
  return issues.flatMap((issue) => describe(issue, [], schema, data));
}

function describe(issue: Issue, base: Path, schema: z.ZodType, data: unknown): SchemaIssue[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? '' : part))];
  const value = valueAt(data, path);
  const name = nameOf(path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, path, data);
      return issue.keys.map((key) => ({
        code: 'unknown-key',
        path: [...path, key],
        atKey: true,
        message: `unknown key ${JSON.stringify(key)}${path.length > 0 ? ` in ${name}` : ''}`,
        expected: known.length > 0 ? `one of ${known.join(', ')}` : undefined,
        nearest: nearest(key, known),
      }));
    }
    case 'invalid_type':
      if (value === undefined) {
        const key = String(path.at(-1) ?? '');
        const parent = path.slice(0, -1);
        return [
          {
            code: 'missing-key',
            path: parent,
            atKey: parent.length > 0,
            message: `${nameOf(parent)} lacks the key ${JSON.stringify(key)}`,
            expected: typeWord(issue.expected),
          },
        ];
      }
      return [problem('type', path, `${name} is ${article(value)}`, typeWord(issue.expected))];
    case 'invalid_value': {
      const values = issue.values.map(String);
      return [
        {
          ...problem('value', path, `${name} is ${show(value)}`, oneOf(values)),
          nearest: nearest(String(value), values),
        },
      ];
    }
    case 'too_small':
    case 'too_big': {
      const sign = issue.code === 'too_small' ? 'at least' : 'at most';
      const strict = issue.inclusive === false;
      const bound = issue.code === 'too_small' ? issue.minimum : issue.maximum;
      const word = strict ? (issue.code === 'too_small' ? 'more than' : 'less than') : sign;
      const what = { array: ' entries', string: ' characters', object: ' entries' }[
        issue.origin as string
      ];
      return [problem('range', path, `${name} is ${show(value)}`, `${word} ${bound}${what ?? ''}`)];
    }
    case 'invalid_key':
      return [
        {
          ...problem(
            'name',
            path,
            `${show(path.at(-1))} cannot be a name here`,
            issue.issues[0]?.message,
          ),
          atKey: true,
        },
      ];
    case 'invalid_union':
      return describeUnion(issue, path, schema, data);
    default:
      return [problem('value', path, `${name} is ${show(value)}`, issue.message)];
  }
}

// Of the branches of a union, the one that got furthest before it failed speaks for all.
function describeUnion(
  issue: Issue & { code: 'invalid_union' },
  path: Path,
  schema: z.ZodType,
  data: unknown,
): SchemaIssue[] {
  const branches = issue.errors.filter((branch) => branch.length > 0);
  const depth = (branch: readonly Issue[]) =>
    Math.max(...branch.map((one) => one.path.length + (one.code === 'unrecognized_keys' ? 1 : 0)));
  const deepest = branches
    .filter((branch) => depth(branch) > 0)
    .sort((a, b) => a.length - b.length)[0];
  if (deepest !== undefined) {
    return deepest.flatMap((one) => describe(one, path, schema, data));
  }
  const notTypes = branches.find((branch) => branch.every((one) => one.code !== 'invalid_type'));
  if (notTypes !== undefined) return notTypes.flatMap((one) => describe(one, path, schema, data));
  const types = branches.flatMap((branch) =>
    branch.map((one) => ('expected' in one ? typeWord(String(one.expected)) : one.message)),
  );
  const value = valueAt(data, path);
  if (value === undefined) {
    const parent = path.slice(0, -1);
    const key = JSON.stringify(String(path.at(-1) ?? ''));
    return [
      {
        ...problem(
          'missing-key',
          parent,
          `${nameOf(parent)} lacks the key ${key}`,
          oneOf([...new Set(types)]),
        ),
        atKey: parent.length > 0,
      },
    ];
  }
  return [
    problem('type', path, `${nameOf(path)} is ${article(value)}`, oneOf([...new Set(types)])),
  ];
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

function typeWord(type: string): string {
  const words: Record<string, string> = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    object: 'a map of keys to values',
    record: 'a map of names to values',
    array: 'a list',
    null: 'nothing',
    nan: 'a number',
  };
  return words[type] ?? type;
}

function article(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return `the text ${show(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  return show(value);
}

function show(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

interface SchemaDef {
  readonly type: string;
  readonly shape?: Record<string, SchemaNode>;
  readonly valueType?: SchemaNode;
  readonly element?: SchemaNode;
  readonly innerType?: SchemaNode;
  readonly options?: readonly SchemaNode[];
  readonly in?: SchemaNode;
  readonly getter?: () => SchemaNode;
}
interface SchemaNode {
  readonly def: SchemaDef;
}

/** The keys that the schema allows at `path`: zod's issues do not carry them. */
function keysAt(schema: z.ZodType, path: Path, data: unknown): string[] {
  let nodes: SchemaNode[] = unwrap(schema as unknown as SchemaNode);
  for (const part of path) {
    nodes = nodes.flatMap((node) => {
      const def = node.def;
      const next = def.shape?.[String(part)] ?? def.valueType ?? def.element;
      return next === undefined ? [] : unwrap(next);
    });
  }
  const present = new Set(Object.keys((valueAt(data, path) as object | undefined) ?? {}));
  const shapes = nodes.flatMap((node) => (node.def.shape ? [Object.keys(node.def.shape)] : []));
  // In a union, the variant that shares most keys with what was written is the one that was meant.
  const shared = (keys: readonly string[]) => keys.filter((key) => present.has(key)).length;
  const most = Math.max(0, ...shapes.map(shared));
  return [...new Set(shapes.filter((keys) => shared(keys) === most).flat())];
}

function unwrap(node: SchemaNode): SchemaNode[] {
  const def = node.def;
  if (def.options) return def.options.flatMap(unwrap);
  if (def.getter) return unwrap(def.getter());
  if (def.innerType) return unwrap(def.innerType);
  if (def.type === 'pipe' && def.in) return unwrap(def.in);
  return [node];
}
