/**
 * The candidate closest to `name` by edit distance (with transpositions), or undefined when none is
 * close enough to be a likely slip: at most a third of the letters may differ, and never more than 3.
 * Of several as close, the one that begins alike.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const limit = Math.min(3, Math.floor(Math.max(name.length, candidate.length) / 3));
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    const closer = distance < bestDistance;
    const tie = distance === bestDistance && sharedStart(name, candidate) > sharedStart(name, best);
    if (distance <= limit && (closer || tie)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function sharedStart(a: string, b = ''): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/**
 * Optimal string alignment distance (Damerau 1964): insert, delete, replace, swap neighbours.
 * @param most gives up, with infinity, once the distance is known to be more.
 */
export function editDistance(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  // A stranger's 10,000-letter key must not cost 10^8 steps.
  if (Math.abs(a.length - b.length) > 8 || a.length > 80 || b.length > 80) {
    return a === b ? 0 : Number.POSITIVE_INFINITY;
  }
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
      if (cost < least) least = cost;
    }
    // A swap reaches back two rows, and saves one at most.
    if (least > most + 1) return Number.POSITIVE_INFINITY;
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
