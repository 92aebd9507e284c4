import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { folderOf, joinPath } from '../diagnostics/files.js';
import { momentText } from '../model/moments.js';
import { timeOfReport } from '../model/time-grid.js';
import type { Draft } from '../scenario/draft.js';
import { draftText } from '../scenario/draft.js';
import type { AssumptionHead, Bench, Shown } from '../tui/bench.js';
import type { Snapshot, ViewHead } from '../tui/snapshot.js';
import type { DiskFiles } from './disk-files.js';
import { explainLines } from './explain.js';
import { shown } from './home.js';
import { exportShown, reasonOf } from './live-export.js';
import { leversOf, programmesOf } from './live-levers.js';
import { tilesOf } from './live-tiles.js';
import type { Comparison } from './load.js';

/** A draft with the text and the place that its file would have. */
export interface WrittenDraft {
  readonly key: string;
  readonly draft: Draft;
  readonly path: string;
  readonly text: string;
  readonly against?: string;
}

/** The levers of a comparison, and what saves, exports and explains. */
export function makeBench(
  comparison: Comparison,
  files: DiskFiles,
  views: readonly ViewHead[],
  assumptions: readonly AssumptionHead[],
  showAll: (drafts: readonly WrittenDraft[], shown: Shown) => void,
  latest: () => Snapshot | undefined,
): Bench {
  const [baseline] = comparison.scenarios;
  if (baseline === undefined) throw new Error('a comparison has a baseline');
  const { base: model, horizon } = baseline;
  const saved = new Map<string, string>();
  const sourceOf = (draft: Draft) => comparison.scenarios.find((one) => one.name === draft.source);
  const textOf = (draft: Draft) => {
    const source = sourceOf(draft);
    const alone = source?.file === model.file ? `./${basename(model.file)}` : undefined;
    return draftText(draft, alone, saved.get(draft.name));
  };
  const pathOf = (draft: Draft, name: string) =>
    joinPath(folderOf(sourceOf(draft)?.file ?? ''), `${name}.yaml`);
  return {
    levers: leversOf(model),
    assumptions,
    programmes: comparison.scenarios.map((one) => programmesOf(one)),
    tiles: tilesOf(model, files),
    moments: Array.from({ length: horizon.reports }, (_, k) => {
      const time = timeOfReport(k, horizon);
      return model.time.calendar === undefined ? time : momentText(time, model.time);
    }),
    interval: horizon.report,
    timeUnit: model.time.calendar === undefined ? model.time.unit : 'month',
    show(wanted) {
      const written = wanted.drafts.map((draft) => {
        const against = wanted.against[draft.name];
        const key = `${draft.name} ${JSON.stringify([draft.source, draft.changes, draft.assumptions, against])}`;
        const reference = against === undefined ? {} : { against };
        return { key, draft, path: pathOf(draft, draft.name), text: textOf(draft), ...reference };
      });
      showAll(written, wanted);
    },
    save(draft, as) {
      const path = pathOf(draft, as);
      const own = saved.has(draft.name) && as === draft.name;
      if (!/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(as)) {
        return { saved: false, message: `${as} cannot be the name of a scenario file` };
      }
      if (existsSync(path) && !own) {
        return { saved: false, message: `${shown(path)} exists already: give another name` };
      }
      try {
        if (own) saved.set(draft.name, readFileSync(path, 'utf8'));
        const text = textOf(draft);
        writeFileSync(path, text, { flag: own ? 'w' : 'wx' });
        saved.set(as, text);
      } catch (error) {
        return { saved: false, message: `cannot write ${shown(path)}: ${reasonOf(error)}` };
      }
      return { saved: true, message: shown(path) };
    },
    export: (scenarios, variables) => exportShown(latest(), scenarios, variables, views),
    reason: (name, language) => explainLines(model, name, language),
  };
}
