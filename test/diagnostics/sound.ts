import { expect } from 'vitest';
import type { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { formatDiagnostics } from '../../src/diagnostics/format.js';

/** Every problem has a place inside its file, and words that are safe for a terminal and free of leaks. */
export function expectSound(diagnostics: Diagnostics): void {
  for (const { place, message } of diagnostics.list()) {
    const where = `${place.file}:${place.line}:${place.column} ${message}`;
    expect(Number.isInteger(place.line) && place.line >= 1, where).toBe(true);
    expect(Number.isInteger(place.column) && place.column >= 1, where).toBe(true);
    expect(place.length ?? 1, where).toBeGreaterThanOrEqual(1);
    expect(message, where).not.toBe('');
    const source = diagnostics.sourceOf(place.file);
    if (source === undefined) continue;
    const line = source.split('\n')[place.line - 1];
    expect(line, `${where}: no such line`).toBeDefined();
    expect(place.column - 1, `${where}: no such column`).toBeLessThanOrEqual(line?.length ?? 0);
  }
  const text = formatDiagnostics(diagnostics);
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  expect(text).not.toMatch(/\[object |\bundefined: |Invalid input/);
}
