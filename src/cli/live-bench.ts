import type { Asker } from '../live/asker.js';
import type { AssumptionHead, Bench } from '../live/bench.js';
import { leversOf, programmesOf } from '../live/levers.js';
import type { ViewHead } from '../live/shown.js';
import { tilesOf } from '../live/tiles.js';
import { factsOf } from '../model/facts.js';
import { momentText } from '../model/moments.js';
import { timeOfReport } from '../model/time-grid.js';
import { factRows } from '../report/fact-rows.js';
import type { DiskFiles } from '../study/disk-files.js';
import type { Study } from '../study/load.js';
import { DraftFiles } from './draft-files.js';
import { exportShown } from './export-shown.js';

/** What is asked of and known about a comparison that runs. */
export interface LiveParts {
  readonly views: readonly ViewHead[];
  readonly assumptions: readonly AssumptionHead[];
  readonly asker: Asker;
}

/** The levers of a comparison, and what saves, exports and explains. */
export function makeBench(
  comparison: Study,
  files: DiskFiles,
  { views, assumptions, asker }: LiveParts,
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
    show(shown) {
      known = shown.drafts.map((one) => one.name);
      const written = shown.drafts.map((draft) => {
        const against = shown.against[draft.name];
        const { path, text } = drafts.written(draft);
        const reference = against === undefined ? {} : { against };
        const key = JSON.stringify([draft.name, path, text, against]);
        return { key, draft, path, text, ...reference };
      });
      asker.show(written, shown);
    },
    folder: (draft) => drafts.folder(draft),
    save: (draft, as) =>
      drafts.save(draft, as, [...comparison.scenarios.map((one) => one.name), ...known]),
    rescue: (unsaved) => drafts.rescue(unsaved),
    export: (scenarios, variables) => exportShown(asker.latest, scenarios, variables, views),
    reason: (name, language) => {
      const facts = factsOf(model, name, 'metric');
      return facts === undefined ? [] : factRows(facts, language);
    },
  };
}
