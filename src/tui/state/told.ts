import type { Exported, Saved, WhyNot } from '../../live/bench.js';
import type { Words } from '../words/words.js';

/** What came of saving, in words. */
export function savedText(done: Saved, words: Words): string {
  switch (done.kind) {
    case 'saved':
      return done.merged ? words.savedMerged(done.path) : words.savedAs(done.path);
    case 'bad-name':
      return words.badName(done.name);
    case 'taken':
      return words.nameTaken(done.name);
    case 'exists':
      return words.fileExists(done.path);
    case 'broken':
      return words.fileBroken(done.path, done.reason);
    case 'collision':
      return words.fileCollides(done.path, done.parts.join(', '));
    case 'unwritable':
      return words.cannotWrite(done.path, whyNotText(done.reason, words));
  }
}

export function exportedText(done: Exported, words: Words): string {
  if (done.kind === 'nothing') return words.notExported(words.nothingYet);
  if (done.kind === 'exported') return words.exported(done.files);
  return words.notExported(words.cannotWrite(done.path, whyNotText(done.reason, words)));
}

export function whyNotText({ kind, code }: WhyNot, words: Words): string {
  return kind === 'other' ? words.whyNot.other(code) : words.whyNot[kind];
}
