import { factsOf } from '../model/facts.js';
import { momentText } from '../model/moments.js';
import { timeOfReport } from '../model/time-grid.js';
import { factRows } from '../report/fact-rows.js';
import type { Draft } from '../scenario/draft.js';
import type { DiskFiles } from '../study/disk-files.js';
import type { Study as Comparison } from '../study/load.js';
import type { AssumptionHead, Bench, Shown } from '../tui/bench.js';
import type { Snapshot, ViewHead } from '../tui/snapshot.js';
import { exportShown } from './live-export.js';
import { leversOf, programmesOf } from './live-levers.js';
import { DraftFiles } from './live-save.js';
import { tilesOf } from './live-tiles.js';

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
  const drafts = new DraftFiles(comparison.scenarios, model);
  let known: readonly string[] = [];
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
      known = wanted.drafts.map((one) => one.name);
      const written = wanted.drafts.map((draft) => {
        const against = wanted.against[draft.name];
        const { path, text } = drafts.written(draft);
        const reference = against === undefined ? {} : { against };
        const key = JSON.stringify([draft.name, path, text, against]);
        return { key, draft, path, text, ...reference };
      });
      showAll(written, wanted);
    },
    folder: (draft) => drafts.folder(draft),
    save: (draft, as) =>
      drafts.save(draft, as, [...comparison.scenarios.map((one) => one.name), ...known]),
    rescue: (unsaved) => drafts.rescue(unsaved),
    export: (scenarios, variables) => exportShown(latest(), scenarios, variables, views),
    reason: (name, language) => {
      const facts = factsOf(model, name, 'metric');
      return facts === undefined ? [] : factRows(facts, language);
    },
  };
}
