import type { z } from 'zod';
import { isTextAsWritten } from './as-written.js';

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Node>>;
  readonly valueType?: Node;
  readonly element?: Node;
  readonly items?: readonly Node[];
  readonly innerType?: Node;
  readonly options?: readonly Node[];
  readonly values?: readonly unknown[];
  readonly in?: Node;
  readonly getter?: () => Node;
}

type Node = z.ZodType & { readonly def: Def };

/** What a place of a file may hold, by the schemas that are possible there. */
export interface Takes {
  readonly any: boolean;
  readonly text: boolean;
  readonly number: boolean;
  readonly boolean: boolean;
  readonly nothing: boolean;
  /** Numbers and other plain values that are named one by one. */
  readonly literals: readonly unknown[];
  /** Schemas of maps and of lists. */
  readonly inside: readonly Node[];
}

const cache = new WeakMap<z.ZodType, Takes>();

/** What a schema takes, all shapes of it together. */
export function takesOf(schema: z.ZodType): Takes {
  const known = cache.get(schema);
  if (known !== undefined) return known;
  const takes = isTextAsWritten(schema)
    ? { ...NOTHING, text: true }
    : takesOfNode(schema as Node, (schema as Node).def);
  cache.set(schema, takes);
  return takes;
}

const NOTHING: Takes = {
  any: false,
  text: false,
  number: false,
  boolean: false,
  nothing: false,
  literals: [],
  inside: [],
};

function takesOfNode(node: Node, def: Def): Takes {
  if (def.options) return together(def.options.map(takesOf));
  if (def.getter) return takesOf(def.getter());
  if (def.type === 'nullable') return { ...together(inner(def)), nothing: true };
  if (def.innerType || def.type === 'pipe') return together(inner(def));
  switch (def.type) {
    case 'string':
    case 'enum':
      return { ...NOTHING, text: true };
    case 'number':
    case 'int':
      return { ...NOTHING, number: true };
    case 'boolean':
      return { ...NOTHING, boolean: true };
    case 'null':
      return { ...NOTHING, nothing: true };
    case 'literal': {
      const values = def.values ?? [];
      const text = values.some((one) => typeof one === 'string');
      return { ...NOTHING, text, literals: values.filter((one) => typeof one !== 'string') };
    }
    case 'object':
    case 'record':
    case 'array':
    case 'tuple':
      return { ...NOTHING, inside: [node] };
    default:
      return { ...NOTHING, any: true };
  }
}

function inner(def: Def): Takes[] {
  return [def.innerType, def.in].flatMap((one) => (one === undefined ? [] : [takesOf(one)]));
}

/** What places take that may be any of some. */
export function together(all: readonly Takes[]): Takes {
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  return {
    any: all.some((one) => one.any),
    text: all.some((one) => one.text),
    number: all.some((one) => one.number),
    boolean: all.some((one) => one.boolean),
    nothing: all.some((one) => one.nothing),
    literals: all.flatMap((one) => one.literals),
    inside: all.flatMap((one) => one.inside),
  };
}

/** What the value of each key of a map takes, where the map has these keys. */
export function takesInMap(takes: Takes, keys: readonly string[]): (key: string) => Takes {
  const maps = takes.inside.filter(({ def }) => def.type === 'object' || def.type === 'record');
  const certain = maps.filter(
    ({ def: { shape } }) => shape !== undefined && keys.every((key) => Object.hasOwn(shape, key)),
  );
  // A map of certain keys goes before a map of any names.
  const meant = certain.length > 0 && keys.length > 0 ? certain : maps;
  return (key) =>
    together([
      ...(takes.any ? [ANY] : []),
      ...meant.flatMap(({ def: { shape, valueType } }) => {
        const next = shape !== undefined && Object.hasOwn(shape, key) ? shape[key] : valueType;
        return next === undefined ? [] : [takesOf(next)];
      }),
    ]);
}

/** What each item of a list takes. */
export function takesInList(takes: Takes): (index: number) => Takes {
  const lists = takes.inside.filter(({ def }) => def.type === 'array' || def.type === 'tuple');
  const [only] = lists;
  const { element } = only?.def ?? {};
  if (lists.length === 1 && element !== undefined && !takes.any) {
    const items = takesOf(element);
    return () => items;
  }
  return (index) =>
    together([
      ...(takes.any ? [ANY] : []),
      ...lists.flatMap(({ def: { items, element: item } }) => {
        const next = items?.[index] ?? item;
        return next === undefined ? [] : [takesOf(next)];
      }),
    ]);
}

const ANY: Takes = { ...NOTHING, any: true };
