import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * What is left of a document once the parts with problems are taken out: first the keys and values themselves,
 * then, where a schema cannot do without them, the entries that hold them (`stocks.A`).
 * @returns undefined when the schema still does not fit.
 */
export function readableRest<T>(
  data: unknown,
  schema: z.ZodType<T>,
  issues: readonly Issue[],
): { readonly value: T; readonly unread: ReadonlySet<string> } | undefined {
  const copy = structuredClone(data);
  const unread = new Set<string>();
  let left = issues;
  for (const takeOut of [takeOutValue, takeOutEntry]) {
    for (const issue of left) takeOut(copy, issue, unread);
    const parsed = schema.safeParse(copy);
    if (parsed.success) return { value: parsed.data, unread };
    left = parsed.error.issues;
  }
  return undefined;
}

function takeOutValue(data: unknown, issue: Issue, unread: Set<string>): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) remove(data, [...issue.path, key]);
  } else if (issue.path.length > 1) {
    unread.add(issue.path.join('.'));
    remove(data, issue.path);
  }
}

// An entry is the second level of a file: a parameter, a stock, an intervention.
function takeOutEntry(data: unknown, issue: Issue, unread: Set<string>): void {
  if (issue.path.length < 2) return;
  unread.add(String(issue.path[1]));
  remove(data, issue.path.slice(0, 2));
}

function remove(data: unknown, path: readonly PropertyKey[]): void {
  let parent = data;
  for (const part of path.slice(0, -1)) {
    if (parent === null || typeof parent !== 'object') return;
    parent = (parent as Record<PropertyKey, unknown>)[part];
  }
  const last = path.at(-1);
  if (parent === null || typeof parent !== 'object' || last === undefined) return;
  // A hole would move the places of what follows in a list.
  if (!Array.isArray(parent)) delete (parent as Record<PropertyKey, unknown>)[last];
}
