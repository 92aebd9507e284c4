import type { z } from 'zod';
import { nearest } from './nearest.js';

// What a message needs to know of a schema that zod's issues do not carry: the keys it allows, the words for
// what it wants, and which of several shapes was meant.

interface SchemaDef {
  readonly type: string;
  readonly shape?: Record<string, SchemaNode>;
  readonly valueType?: SchemaNode;
  readonly element?: SchemaNode;
  readonly items?: readonly SchemaNode[];
  readonly innerType?: SchemaNode;
  readonly options?: readonly SchemaNode[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly in?: SchemaNode;
  readonly getter?: () => SchemaNode;
}

type SchemaNode = z.ZodType & { readonly def: SchemaDef };

/**
 * The shapes that a value at `path` below `schema` may have, unions unfolded.
 * @param value what stands where `schema` is meant: of several shapes on the way, it tells which.
 */
export function shapesAt(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  value: unknown,
): readonly z.ZodType[] {
  let nodes = unfold(schema as SchemaNode);
  let here = value;
  for (const part of path) {
    nodes = narrow(nodes, here).flatMap(({ def }) => {
      const next =
        def.shape?.[String(part)] ?? def.items?.[Number(part)] ?? def.valueType ?? def.element;
      return next === undefined ? [] : unfold(next);
    });
    here = here === null || typeof here !== 'object' ? undefined : Reflect.get(here, part);
  }
  return nodes;
}

function narrow(nodes: readonly SchemaNode[], value: unknown): readonly SchemaNode[] {
  const possible = shapesFor(nodes, value) as readonly SchemaNode[];
  if (possible.length === 0) return nodes;
  if (possible.length === 1 || typeof value !== 'object' || Array.isArray(value)) return possible;
  const meant = likeliest(possible, value as Readonly<Record<string, unknown>>);
  return meant === undefined ? possible : [meant as SchemaNode];
}

/** Those of some shapes that are no maps and no lists. */
export function plainShapes(shapes: readonly z.ZodType[]): readonly z.ZodType[] {
  return shapes.filter(
    (one) => !['object', 'record', 'array', 'tuple'].includes((one as SchemaNode).def.type),
  );
}

function unfold(node: SchemaNode): SchemaNode[] {
  const { def } = node;
  if (def.options) return def.options.flatMap(unfold);
  if (def.getter) return unfold(def.getter());
  if (def.innerType) return unfold(def.innerType);
  if (def.type === 'pipe' && def.in) return unfold(def.in);
  return [node];
}

/** The keys that some shapes allow, each once. */
export function keysOf(shapes: readonly z.ZodType[]): readonly string[] {
  return [...new Set(shapes.flatMap((one) => Object.keys((one as SchemaNode).def.shape ?? {})))];
}

/** What some shapes want, in words: `text or a number`. */
export function wordsOf(shapes: readonly z.ZodType[]): string {
  const all = [...new Set(shapes.flatMap((one) => wordsOfShape(one as SchemaNode)))];
  if (all.length < 2) return all[0] ?? 'a value';
  // Which keys a map has is told once there is a map.
  const words = all.filter((one) => !one.startsWith(A_MAP));
  if (words.length < all.length) words.push(A_MAP);
  const last = words.pop() ?? 'a value';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

const A_MAP = 'a map';

/** The texts that some shapes name one by one. */
export function textsOf(shapes: readonly z.ZodType[]): readonly string[] {
  return (shapes as readonly SchemaNode[]).flatMap(({ def }) =>
    Object.values(def.entries ?? def.values ?? []).map(String),
  );
}

function wordsOfShape(node: SchemaNode): readonly string[] {
  const { def } = node;
  if (def.entries || def.type === 'literal') return textsOf([node]);
  if (def.type === 'null') return [];
  if (def.type === 'number') {
    // Whole numbers are a rule for numbers, and say so of one that is not.
    const [issue] = node.safeParse(0.5).error?.issues ?? [];
    return [typeWord(issue?.code === 'invalid_type' ? issue.expected : def.type)];
  }
  if (def.type !== 'string') return [typeWord(def.type)];
  // A rule for texts has its own words, and says them of any text that breaks it.
  const [issue] = node.safeParse('').error?.issues ?? [];
  return [issue?.code === 'invalid_format' ? issue.message : 'text'];
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map of keys to values',
  record: 'a map of names to values',
  array: 'a list',
  tuple: 'a list',
  null: 'nothing',
  nan: 'a number',
};

export function typeWord(type: string): string {
  return TYPE_WORDS[type] ?? type;
}

/** Of several shapes, those that a value of this type can have. */
export function shapesFor(shapes: readonly z.ZodType[], value: unknown): readonly z.ZodType[] {
  const fits = (type: string, node: SchemaNode): boolean => {
    switch (type) {
      case 'enum':
        return typeof value === 'string';
      case 'literal':
        return node.def.values?.some((one) => typeof one === typeof value) === true;
      case 'object':
      case 'record':
        return typeof value === 'object' && value !== null && !Array.isArray(value);
      case 'array':
      case 'tuple':
        return Array.isArray(value);
      case 'null':
        return value === null;
      default:
        // Numbers that are not finite are numbers to JavaScript alone.
        return typeof value === type && (type !== 'number' || Number.isFinite(value));
    }
  };
  return shapes.filter((one) => fits((one as SchemaNode).def.type, one as SchemaNode));
}

/** A key whose text says which of several maps is meant, such as `kind`, with the texts that it may have. */
export function discriminator(
  shapes: readonly z.ZodType[],
): { readonly key: string; readonly values: readonly string[] } | undefined {
  const [first] = shapes as readonly SchemaNode[];
  const key = Object.keys(first?.def.shape ?? {}).find((name) =>
    (shapes as readonly SchemaNode[]).every(({ def }) => def.shape?.[name]?.def.type === 'literal'),
  );
  if (key === undefined || shapes.length < 2) return undefined;
  const values = (shapes as readonly SchemaNode[]).flatMap((one) => literalsOf(one, key));
  return { key, values: [...new Set(values)] };
}

function literalsOf({ def }: SchemaNode, key: string): string[] {
  return (def.shape?.[key]?.def.values ?? []).map(String);
}

/** The shapes whose `key` may have this text. */
export function shapesWith(shapes: readonly z.ZodType[], key: string, value: unknown) {
  return shapes.filter((one) => literalsOf(one as SchemaNode, key).includes(String(value)));
}

/** The shape that was meant: the one that shares most keys with what was written, misspelt ones counting half. */
export function likeliest(
  shapes: readonly z.ZodType[],
  value: Readonly<Record<string, unknown>>,
): z.ZodType | undefined {
  const likeness = (shape: z.ZodType) => {
    const known = keysOf([shape]);
    // A map of any names is meant when nothing speaks for a map of certain keys.
    if (known.length === 0) return 0.25;
    return Object.keys(value).reduce((sum, key) => {
      if (known.includes(key)) return sum + 1;
      return nearest(key, known) === undefined ? sum : sum + 0.5;
    }, 0);
  };
  const scored = shapes.map((shape) => ({ shape, score: likeness(shape) }));
  return scored.sort((a, b) => b.score - a.score)[0]?.shape;
}
