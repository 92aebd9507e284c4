import type { Document, Node, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { Diagnostics, Place } from './diagnostic.js';
import type { Files } from './files.js';
import { MAX_YAML_BYTES, readText } from './files.js';
import { readableRest } from './readable-rest.js';
import { describeIssues } from './zod-issues.js';

/** Keys and indices from the root of a document to a value. */
export type Path = readonly (string | number)[];

/** A YAML file that parsed and passed its schema, with the places of all its parts. */
export interface YamlFile<T> {
  readonly file: string;
  readonly value: T;
  /** Names of entries, and dotted paths of values, that had to be left out of `value`: they exist, but cannot be judged. */
  readonly unread: ReadonlySet<string>;
  /** Where the value at `path` stands; the nearest part that exists when it does not. */
  placeOf(path: Path): Place;
  /** Where the key that ends `path` stands. */
  placeOfKey(path: Path): Place;
  /** Where character `offset` of the text at `path` stands, through quotes and folded lines. */
  placeInText(path: Path, offset: number, length: number): Place;
}

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_ALIASES = 100;
const MAX_NODES = 500_000;

/**
 * Reads a YAML file strictly: one document, no repeated keys, no tags, few aliases, and then `schema`.
 * All problems of the file are reported, each at its place. When the schema does not fit everywhere, what does
 * fit is still given, so that the rest can be checked: `diagnostics` says whether the file is good.
 * @returns undefined when nothing of the file can be used.
 */
export function readYaml<T>(
  path: string,
  schema: z.ZodType<T>,
  files: Files,
  diagnostics: Diagnostics,
  namedAt: Place = { file: path, line: 1, column: 1 },
): YamlFile<T> | undefined {
  const text = readText(files, path, MAX_YAML_BYTES, namedAt, diagnostics);
  return text === undefined ? undefined : parseYaml(path, text, schema, diagnostics);
}

/** As {@link readYaml}, for a text at hand. */
export function parseYaml<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
  diagnostics: Diagnostics,
): YamlFile<T> | undefined {
  diagnostics.addSource(file, text);
  const lines = new LineCounter();
  const start: Place = { file, line: 1, column: 1 };
  if (nestsTooDeep(text)) {
    diagnostics.error('yaml', start, 'the file nests deeper than 60 levels');
    return undefined;
  }
  const before = diagnostics.errorCount;
  const doc = parseDocument(text, { lineCounter: lines, version: '1.2', merge: false });
  const at = placer(file, lines);
  for (const problem of [...doc.errors, ...doc.warnings]) {
    const [from, to] = problem.pos;
    diagnostics.error('yaml', at(from, Math.max(1, to - from)), yamlMessage(problem));
  }
  if (diagnostics.errorCount > before) return undefined;
  checkNodes(doc, at, diagnostics);
  if (diagnostics.errorCount > before) return undefined;
  let data: unknown;
  try {
    data = doc.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    diagnostics.error('yaml', start, 'its aliases unfold to more than the reader allows', {
      expected: `at most ${MAX_ALIASES} uses of anchors`,
    });
    return undefined;
  }
  const yamlFile = new ParsedYaml(file, text, doc, at);
  const parsed = schema.safeParse(data);
  if (parsed.success) return yamlFile.with(parsed.data, new Set());
  for (const issue of describeIssues(parsed.error.issues, schema, data)) {
    const place = issue.atKey ? yamlFile.placeOfKey(issue.path) : yamlFile.placeOf(issue.path);
    diagnostics.error(issue.code, place, issue.message, issue);
  }
  const rest = readableRest(data, schema, parsed.error.issues);
  return rest && yamlFile.with(rest.value, rest.unread);
}

type Placer = (offset: number, length?: number) => Place;

function placer(file: string, lines: LineCounter): Placer {
  return (offset, length) => {
    const { line, col } = lines.linePos(offset);
    const place = { file, line: Math.max(1, line), column: Math.max(1, col) };
    return length === undefined ? place : { ...place, length };
  };
}

// The parser recurses; a stranger's thousand brackets must not exhaust the stack.
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
    if (depth > 60) return true;
  }
  return /^(?: {121}|(?:- ){61})/m.test(text);
}

function yamlMessage(problem: { code: string; message: string }): string {
  const known: Record<string, string> = {
    DUPLICATE_KEY: 'this key stands twice in the same map',
    TAB_AS_INDENT: 'a tab is used to indent: YAML wants spaces',
    MULTIPLE_DOCS: 'the file holds more than one document',
    BAD_INDENT: 'the indentation does not fit the lines above',
    MISSING_CHAR: 'a character is missing here, such as a closing quote or bracket, or a colon',
  };
  const first = problem.message.split('\n')[0] ?? '';
  const plain = first.replace(/ at line \d+, column \d+:?$/, '');
  return known[problem.code] ?? plain.charAt(0).toLowerCase() + plain.slice(1);
}

function checkNodes(doc: Document.Parsed, at: Placer, diagnostics: Diagnostics): void {
  let nodes = 0;
  let aliases = 0;
  visit(doc, {
    Node(_key, node) {
      nodes += 1;
      const offset = (node as Node).range?.[0] ?? 0;
      if (nodes === MAX_NODES) {
        diagnostics.error('yaml', at(offset), `the file holds more than ${MAX_NODES} values`);
        return visit.BREAK;
      }
      if (isAlias(node)) {
        aliases += 1;
        if (aliases === MAX_ALIASES + 1) {
          diagnostics.error('yaml', at(offset), 'the file uses too many aliases', {
            expected: `at most ${MAX_ALIASES} uses of anchors`,
          });
          return visit.BREAK;
        }
      } else if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
        diagnostics.error('yaml', at(offset), `the tag ${node.tag} is not allowed`);
      }
      return undefined;
    },
    Pair(_key, pair) {
      const key = pair.key;
      const offset = (key as Node | null)?.range?.[0] ?? 0;
      if (!isScalar(key)) {
        diagnostics.error('yaml', at(offset), 'a key must be plain text');
      } else if (FORBIDDEN_KEYS.has(String(key.value))) {
        diagnostics.error('yaml', at(offset), `the key ${String(key.value)} is not allowed`);
      }
    },
  });
}

class ParsedYaml {
  readonly file: string;
  readonly #text: string;
  readonly #doc: Document.Parsed;
  readonly #at: Placer;

  constructor(file: string, text: string, doc: Document.Parsed, at: Placer) {
    this.file = file;
    this.#text = text;
    this.#doc = doc;
    this.#at = at;
  }

  with<T>(value: T, unread: ReadonlySet<string>): YamlFile<T> {
    return {
      file: this.file,
      value,
      unread,
      placeOf: (path) => this.placeOf(path),
      placeOfKey: (path) => this.placeOfKey(path),
      placeInText: (path, offset, length) => this.placeInText(path, offset, length),
    };
  }

  placeOf(path: Path): Place {
    const node = this.#nodeAt(path);
    if (node?.range) return this.#spanOf(node);
    return path.length === 0 ? this.#at(0) : this.placeOfKey(path);
  }

  placeOfKey(path: Path): Place {
    const parent = this.#nodeAt(path.slice(0, -1));
    const last = path.at(-1);
    if (isMap(parent)) {
      const key = keyNode(parent, last);
      if (key?.range) return this.#spanOf(key);
    }
    return path.length === 0 ? this.#at(0) : this.placeOf(path.slice(0, -1));
  }

  placeInText(path: Path, offset: number, length: number): Place {
    const node = this.#nodeAt(path);
    if (!isScalar(node) || !node.range) return this.placeOf(path);
    const [from, to] = node.range;
    const value = String(node.value);
    // Quotes and folding change only white space, so the n-th other character is the same in both.
    const before = value.slice(0, offset).replace(/\s/g, '').length;
    let at = from;
    if (/^['"]/.test(this.#text.slice(from, from + 1))) at += 1;
    if (/^[|>]/.test(this.#text.slice(from, from + 1))) at = this.#text.indexOf('\n', from) + 1;
    let seen = 0;
    while (at < to && (seen < before || /\s/.test(this.#text[at] ?? ''))) {
      if (!/\s/.test(this.#text[at] ?? '')) seen += 1;
      at += 1;
    }
    return this.#at(Math.min(at, Math.max(from, to - 1)), Math.max(1, length));
  }

  #spanOf(node: Node): Place {
    const [from, to] = node.range ?? [0, 0];
    const text = this.#text.slice(from, to);
    return this.#at(from, Math.max(1, isScalar(node) ? (text.split('\n')[0]?.length ?? 1) : 1));
  }

  #nodeAt(path: Path): Node | undefined {
    let node: unknown = this.#doc.contents;
    for (const part of path) {
      if (isAlias(node)) node = node.resolve(this.#doc);
      if (isMap(node)) node = pairOf(node, part)?.value;
      else if (isSeq(node)) node = node.items[Number(part)];
      else return undefined;
    }
    return (node ?? undefined) as Node | undefined;
  }
}

function pairOf(map: YAMLMap, key: string | number | undefined) {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

function keyNode(map: YAMLMap, key: string | number | undefined): Node | undefined {
  return pairOf(map, key)?.key as Node | undefined;
}
