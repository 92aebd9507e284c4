import process from 'node:process';
import type { SnapshotSource } from '../../live/shown.js';
import type { Language } from '../../report/words.js';
import type { Background, ColourTier, GlyphSet } from './terminal.js';

export interface InterfaceOptions {
  /** English if absent. */
  readonly language?: Language;
  /** Found out from the environment if absent, as are the two below. */
  readonly color?: ColourTier;
  readonly background?: Background;
  readonly glyphs?: GlyphSet;
}

/**
 * Opens the interface on the terminal of this process.
 * Ask `canShowInterface` first: without a terminal the caller prints the plain table.
 * @returns when the person quits (q, Ctrl-C); the terminal is then as it was. An error while drawing
 * is thrown after the terminal has been restored.
 */
export async function openInterface(
  source: SnapshotSource,
  options: InterfaceOptions = {},
): Promise<void> {
  // Before React loads: its development build is slower and keeps every timing it takes (react#35761).
  // Not a plain assignment, which a bundler that defines NODE_ENV would rewrite.
  Object.assign(process.env, { NODE_ENV: process.env.NODE_ENV ?? 'production' });
  const { startInterface } = await import('../start.js');
  await startInterface(source, options);
}
