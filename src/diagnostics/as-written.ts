import type { z } from 'zod';

const asWritten = new WeakSet<object>();

/**
 * Marks a schema whose value is a text even where it looks like a number: `seed: 01` is "01". Other texts need no
 * mark: where a schema takes no number, a plain value is read as it is written.
 */
export function textAsWritten<S extends z.ZodType>(schema: S): S {
  asWritten.add(schema);
  return schema;
}

export function isTextAsWritten(schema: z.ZodType): boolean {
  return asWritten.has(schema);
}
