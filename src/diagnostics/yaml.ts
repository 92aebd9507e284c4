import type { Document, Node, YAMLMap } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { z } from 'zod';
import type { Diagnostics, Place } from './diagnostic.js';
import type { Files } from './files.js';
import { MAX_YAML_BYTES, readText } from './files.js';
import type { Placer } from './lines.js';
import { placer } from './lines.js';
import { readableRest } from './readable-rest.js';
import type { Anchors } from './yaml-anchors.js';
import { anchorsOf } from './yaml-anchors.js';
import { dataOf, keepKeysAsWritten, textOf } from './yaml-data.js';
import type { CutValue, Path } from './yaml-nodes.js';
import { checkNodes, cutValues } from './yaml-nodes.js';
import { parseText } from './yaml-parse.js';
import type { YamlProblem } from './yaml-problems.js';
import { directiveOf, scanYaml } from './yaml-scan.js';
import { offsetInScalar } from './yaml-text.js';
import { describeIssues } from './zod-issues.js';

export type { Path };

/** A YAML file that parsed and passed its schema, with the places of all its parts. */
export interface YamlFile<T> {
  readonly file: string;
  readonly value: T;
  /**
   * Names of entries, and dotted paths of values, that are not in `value` though the file means to give them:
   * they could not be read, or their key is misspelt. Nothing more is to be said of them.
   */
  readonly unread: ReadonlySet<string>;
  /** Where the value at `path` stands; the nearest part that exists when it does not. */
  placeOf(path: Path): Place;
  /** Whether something stands at `path`. */
  has(path: Path): boolean;
  /** Where the key that ends `path` stands. */
  placeOfKey(path: Path): Place;
  /** Where character `offset` of the text at `path` stands, through quotes and folded lines. */
  placeInText(path: Path, offset: number, length: number): Place;
}

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
  const at = placer(file, text);
  const before = diagnostics.errorCount;
  const report = ({ from, to, message, expected }: YamlProblem) =>
    diagnostics.error('yaml', at(from, Math.max(1, to - from)), message, { expected });
  const unfit = directiveOf(text) ?? scanYaml(text);
  const parsed = unfit === undefined ? parseText(text) : { problems: [unfit] };
  if (parsed.problems !== undefined) {
    for (const problem of parsed.problems) report(problem);
    return undefined;
  }
  const { doc } = parsed;
  keepKeysAsWritten(doc);
  const anchors = anchorsOf(doc);
  checkNodes(doc, anchors, at, diagnostics);
  if (diagnostics.errorCount > before) return undefined;
  // How far aliases may unfold has been checked.
  const data = dataOf(doc, schema, anchors, at, diagnostics);
  const yamlFile = new ParsedYaml(file, text, doc, anchors, at);
  return fitSchema(data, schema, cutValues(doc, at), yamlFile, diagnostics);
}

/** What of `data` fits the schema; what does not is reported. */
function fitSchema<T>(
  data: unknown,
  schema: z.ZodType<T>,
  cuts: readonly CutValue[],
  yamlFile: ParsedYaml,
  diagnostics: Diagnostics,
): YamlFile<T> | undefined {
  const parsed = schema.safeParse(data);
  if (parsed.success && cuts.length === 0) return yamlFile.with(parsed.data, new Set());
  const issues = parsed.error?.issues ?? [];
  for (const { text, at } of cuts) {
    const what = `${JSON.stringify(text)} is not a key: inside { } a comma ends a value`;
    diagnostics.error('yaml', at, what, { expected: 'quotes around a value that holds a comma' });
  }
  const rests = new Set(cuts.map((one) => [...one.path.slice(0, -1), one.rest].join('.')));
  const described = describeIssues(issues, schema, data);
  // Names in a section that is not known could be what equations speak of.
  const hidden = described.flatMap(({ code, path: [section, ...more] }) =>
    code === 'unknown-key' && more.length === 0 ? keysUnder(data, section) : [],
  );
  const misspelt = new Set(
    described.flatMap(({ code, path, nearest }) =>
      code === 'unknown-key' && nearest !== undefined ? [inside(path.slice(0, -1), nearest)] : [],
    ),
  );
  for (const issue of described) {
    if (rests.has(issue.path.join('.'))) continue;
    if (issue.missing !== undefined && misspelt.has(inside(issue.path, issue.missing))) continue;
    const place = issue.atKey ? yamlFile.placeOfKey(issue.path) : yamlFile.placeOf(issue.path);
    diagnostics.error(issue.code, place, issue.message, issue);
  }
  const cut = cuts.map(({ path }) => ({ code: 'custom' as const, path: [...path], message: '' }));
  const rest = readableRest(data, schema, [...issues, ...cut]);
  return rest && yamlFile.with(rest.value, new Set([...rest.unread, ...misspelt, ...hidden]));
}

function keysUnder(data: unknown, section: string | number | undefined): string[] {
  const found = (data as Record<string, unknown>)[String(section)];
  return typeof found === 'object' && found !== null ? Object.keys(found) : [];
}

function inside(path: Path, key: string): string {
  return [...path, key].join('.');
}

class ParsedYaml {
  readonly file: string;
  readonly #text: string;
  readonly #doc: Document.Parsed;
  readonly #anchors: Anchors;
  readonly #at: Placer;

  constructor(file: string, text: string, doc: Document.Parsed, anchors: Anchors, at: Placer) {
    this.file = file;
    this.#text = text;
    this.#doc = doc;
    this.#anchors = anchors;
    this.#at = at;
  }

  with<T>(value: T, unread: ReadonlySet<string>): YamlFile<T> {
    return {
      file: this.file,
      value,
      unread,
      placeOf: (path) => this.placeOf(path),
      has: (path) => this.#nodeAt(path) !== undefined,
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
    const at = offsetInScalar(this.#text, from, to, textOf(node) ?? String(node.value), offset);
    return this.#at(at, Math.max(1, length));
  }

  #spanOf(node: Node): Place {
    const [from, to] = node.range ?? [0, 0];
    const text = this.#text.slice(from, to);
    return this.#at(from, Math.max(1, isScalar(node) ? (text.split('\n')[0]?.length ?? 1) : 1));
  }

  #nodeAt(path: Path): Node | undefined {
    let node: unknown = this.#doc.contents;
    for (const part of path) {
      if (isAlias(node)) node = this.#anchors.get(node);
      if (isMap(node)) node = pairOf(node, part)?.value;
      else if (isSeq(node)) node = node.items[Number(part)];
      else return undefined;
    }
    return (node ?? undefined) as Node | undefined;
  }
}

// Every definition is looked up by its key many times; in a map of thousands a search would take minutes.
const pairsByKey = new WeakMap<YAMLMap, Map<string, YAMLMap['items'][number]>>();

function pairOf(map: YAMLMap, key: string | number | undefined) {
  let pairs = pairsByKey.get(map);
  if (pairs === undefined) {
    pairs = new Map();
    for (const pair of map.items) {
      const name = isScalar(pair.key) ? String(pair.key.value) : undefined;
      if (name !== undefined && !pairs.has(name)) pairs.set(name, pair);
    }
    pairsByKey.set(map, pairs);
  }
  return pairs.get(String(key));
}

function keyNode(map: YAMLMap, key: string | number | undefined): Node | undefined {
  return pairOf(map, key)?.key as Node | undefined;
}
