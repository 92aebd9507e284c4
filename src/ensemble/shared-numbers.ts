/** Room for numbers, in memory that threads may share. */
export function roomFor(length: number, shared: boolean): Float64Array {
  return shared ? new Float64Array(new SharedArrayBuffer(8 * length)) : new Float64Array(length);
}

/** The same numbers in memory that threads share, so that none is sent a copy. */
export function sharedCopy(values: Float64Array): Float64Array {
  const copy = roomFor(values.length, true);
  copy.set(values);
  return copy;
}
