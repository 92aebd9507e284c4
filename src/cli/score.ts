import { startProgress } from '../report/progress.js';
import { probeFolder } from '../results/folder.js';
import { score as scoreForecasts, writeScore } from '../study/score.js';
import { scoreJson, scoreText } from '../study/score-report.js';
import { errorOf, tellStop } from './errors.js';
import { host } from './host.js';
import { EXIT, print, printJson, say, showDiagnostics } from './output.js';

export interface ScoreOptions {
  readonly data?: string | undefined;
  readonly posterior?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly out?: string | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  /** Show where in the program an error arose. */
  readonly debug?: boolean | undefined;
}

/** `toguna score`: forecasts from rolling origins, against simple benchmarks. */
export async function score(path: string, options: ScoreOptions): Promise<number> {
  const { data, posterior, from, to, out } = options;
  const quiet = options.quiet === true;
  let progress: ReturnType<typeof startProgress> | undefined;
  const summary = await scoreForecasts(path, {
    ...{ data, posterior, from, to },
    onRead: async (diagnostics) => {
      await showDiagnostics(diagnostics);
      // Before the forecasts, not after them.
      if (out !== undefined) probeFolder(out);
    },
    onProgress: ({ done, total }) => {
      if (quiet) return;
      progress ??= startProgress(total, host().stderr);
      progress.update(done);
    },
  });
  progress?.end();
  const unwritten = await errorOf(async () => {
    if (out === undefined) return;
    await writeScore(out, summary);
    if (!quiet) say(`wrote score.csv and score.svg to ${out}`);
  });
  if (unwritten !== undefined) tellStop(unwritten.error, options.debug === true);
  await (options.json === true ? printJson(scoreJson(summary)) : print(scoreText(summary)));
  return unwritten === undefined ? EXIT.done : EXIT.failed;
}
