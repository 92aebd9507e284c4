import process from 'node:process';
import type { Bench } from '../../live/bench.js';
import type { Draft } from '../../scenario/draft.js';
import type { Words } from '../words/words.js';
import { whyNotText } from './told.js';

/** Keeps what is in no file, and writes it when the interface ends without having been left. */
export function rescuer(bench: Bench | undefined, words: Words) {
  let unsaved: readonly Draft[] = [];
  let told: string | undefined;
  // Once, however many things go wrong.
  const rescue = (): string => {
    if (told !== undefined) return told;
    told = '';
    if (bench === undefined || unsaved.length === 0) return told;
    try {
      const { paths, reason } = bench.rescue(unsaved);
      const lost = reason === undefined ? '' : words.notRescued(whyNotText(reason, words));
      told = paths.length > 0 ? words.rescued(paths.join(', ')) : lost;
    } catch (error) {
      // What ended the interface must still be told.
      told = words.notRescued(String(error));
    }
    return told;
  };
  return {
    keep: (drafts: readonly Draft[]) => {
      unsaved = drafts;
    },
    /** Writes it and says on standard error where it is. */
    say: () => {
      const text = rescue();
      try {
        if (text !== '') process.stderr.write(`${text}\n`);
      } catch {
        // The terminal is gone.
      }
    },
    /** Writes it; the error that ended the interface says where. */
    explain: (error: unknown): Error => {
      const reason = error instanceof Error ? error.message : String(error);
      const kept = rescue();
      const message = kept === '' ? reason : `${reason}. ${kept}`;
      const told = new Error(message, { cause: error });
      // --debug shows where it arose, not where it was told.
      if (error instanceof Error) told.stack = `${message}\n${error.stack ?? ''}`;
      return told;
    },
  };
}
