import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const MOST_PASSES = 8;

/**
 * What is left of a document once the parts with problems are taken out: first the keys and values themselves,
 * then, where a schema cannot do without them, what holds them (`stocks.A`, and at last `stocks`).
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
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const gone = new Set<string>();
    for (const issue of left) takeOut(copy, issue, gone, unread);
    const parsed = schema.safeParse(copy);
    if (parsed.success) return { value: parsed.data, unread };
    left = parsed.error.issues;
  }
  return undefined;
}

function takeOut(data: unknown, issue: Issue, gone: Set<string>, unread: Set<string>): void {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) remove(data, [...issue.path, key]);
    return;
  }
  // The nearest part that is there, and whose absence moves no others: a hole would shift a list.
  for (let path: Path = issue.path; path.length > 0; path = path.slice(0, -1)) {
    // Already removed, for example with the list that held it.
    if (gone.has(path.join('.'))) return;
    if (!remove(data, path)) continue;
    gone.add(path.join('.'));
    unread.add(path.join('.'));
    // Sections and entries are known by name too: an equation may speak of an entry that was taken out.
    if (path.length <= 2) unread.add(String(path.at(-1)));
    return;
  }
}

/** @returns whether there was anything to remove. */
function remove(data: unknown, path: Path): boolean {
  let parent = data;
  for (const part of path.slice(0, -1)) {
    if (parent === null || typeof parent !== 'object') return false;
    parent = (parent as Record<PropertyKey, unknown>)[part];
  }
  const last = path.at(-1);
  if (parent === null || typeof parent !== 'object' || last === undefined) return false;
  if (Array.isArray(parent) || !Object.hasOwn(parent, last)) return false;
  delete (parent as Record<PropertyKey, unknown>)[last];
  return true;
}
