/** The part of RESULTS.md that `whole.mjs` writes; `run.mjs` writes the rest and leaves it as it is. */
import { readFileSync, writeFileSync } from 'node:fs';

const RESULTS = new URL('./RESULTS.md', import.meta.url);
const HEAD = '## What a user waits for\n';

function parts() {
  const text = readFileSync(RESULTS, 'utf8');
  const at = text.indexOf(HEAD);
  return at < 0
    ? { rest: text.trimEnd(), whole: '' }
    : { rest: text.slice(0, at).trimEnd(), whole: text.slice(at).trimEnd() };
}

/** Replaces the part of `whole.mjs`, which is the last. */
export function writeWhole(text) {
  writeFileSync(RESULTS, `${parts().rest}\n\n${HEAD}\n${text.trimEnd()}\n`);
}

/** Replaces the part of `run.mjs`. */
export function writeRest(text) {
  const { whole } = parts();
  writeFileSync(RESULTS, whole === '' ? text : `${text.trimEnd()}\n\n${whole}\n`);
}
