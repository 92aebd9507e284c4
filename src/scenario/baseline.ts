import type { Diagnostics, Place } from '../diagnostics/diagnostic.js';
import type { Files } from '../diagnostics/files.js';
import { folderOf, joinPath } from '../diagnostics/files.js';
import { nearest } from '../diagnostics/nearest.js';
import type { Chain, ScenarioFile } from './chain.js';

/**
 * The scenario that the others are compared with: the one that is wanted by name; else the one that says
 * `baseline: true`, among those given or, failing that, those they extend; else the nearest that all of them
 * are or extend; else the first.
 * @param wanted a name; may also be that of a file beside the first scenario.
 * @returns the path of its file, or undefined after one diagnostic.
 */
export function chooseBaseline(
  chains: readonly [Chain, ...Chain[]],
  wanted: string | undefined,
  files: Files,
  diagnostics: Diagnostics,
): string | undefined {
  if (wanted !== undefined) return wantedBaseline(chains, wanted, files, diagnostics);
  const given = unique(chains.map(([own]) => own));
  const inherited = unique(chains.flatMap((chain) => chain.slice(1)));
  for (const group of [given, inherited]) {
    const [first, second] = group.filter((one) => one.yaml.value.baseline === true);
    if (first !== undefined && second !== undefined) {
      diagnostics.error(
        'two-baselines',
        second.yaml.placeOf(['baseline']),
        `${second.name} says that it is the baseline, and so does ${first.name}`,
        { expected: 'one scenario with baseline: true' },
      );
      return undefined;
    }
    if (first !== undefined) return first.yaml.file;
  }
  const [[own, ...parents]] = chains;
  const common = [own, ...parents].find((one) =>
    chains.every((chain) => chain.some((other) => other.yaml.file === one.yaml.file)),
  );
  // A scenario alone is compared with what it extends, not with itself.
  const alone = chains.length === 1 ? parents.at(-1) : undefined;
  return (alone ?? common ?? own).yaml.file;
}

function wantedBaseline(
  chains: readonly [Chain, ...Chain[]],
  wanted: string,
  files: Files,
  diagnostics: Diagnostics,
): string | undefined {
  const known = unique([...chains.map(([own]) => own), ...chains.flat()]);
  const found = known.find((one) => one.name === wanted || one.yaml.file === wanted);
  if (found !== undefined) return found.yaml.file;
  const folder = folderOf(chains[0][0].yaml.file);
  const beside = files.list(folder).filter((file) => /\.ya?ml$/.test(file));
  const file = beside.find((one) => one.replace(/\.ya?ml$/, '') === wanted);
  if (file !== undefined) return joinPath(folder, file);
  const names = [
    ...known.map((one) => one.name),
    ...beside.map((one) => one.replace(/\.ya?ml$/, '')),
  ];
  diagnostics.addSource('--baseline', wanted);
  const place: Place = {
    file: '--baseline',
    line: 1,
    column: 1,
    length: Math.max(1, wanted.length),
  };
  diagnostics.error(
    'unknown-scenario',
    place,
    `there is no scenario ${JSON.stringify(wanted)} among those given and what they extend`,
    { expected: `one of ${[...new Set(names)].join(', ')}`, nearest: () => nearest(wanted, names) },
  );
  return undefined;
}

function unique(files: readonly ScenarioFile[]): readonly ScenarioFile[] {
  return [...new Map(files.map((one) => [one.yaml.file, one])).values()];
}
