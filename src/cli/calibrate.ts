import type { EarlierFit, FitProgress } from '../study/fit.js';
import { fit as fitModel, writeFit } from '../study/fit.js';
import { fitText } from '../study/fit-report.js';
import { POSTERIOR } from '../study/posterior-files.js';
import { errorOf, tellStop } from './errors.js';
import { host } from './host.js';
import { Interrupts } from './interrupts.js';
import { EXIT, print, printJson, say, showDiagnostics } from './output.js';

export interface CalibrateOptions {
  readonly out?: string | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  /** Show where in the program an error arose. */
  readonly debug?: boolean | undefined;
}

/** `toguna calibrate`: fits a model to observed series and writes the posterior as worlds. */
export async function calibrate(path: string, options: CalibrateOptions): Promise<number> {
  const quiet = options.quiet === true;
  const interrupts = new Interrupts();
  const progress = quiet ? undefined : new FitLine();
  const found = await interrupts
    .during((signal) =>
      fitModel(path, {
        folder: options.out,
        signal,
        onRead: showDiagnostics,
        onEarlier: (earlier) => tellEarlier(earlier, quiet),
        onProgress: (now) => progress?.update(now),
      }),
    )
    .finally(() => progress?.end());
  if (found.kind === 'stopped') {
    say(`stopped after ${found.runs} runs; the same command goes on from there`);
    return interrupts.code ?? EXIT.failed;
  }
  const { folder, report, texts } = found;
  const unwritten = await errorOf(() => writeFit(folder, found));
  // Whatever became of the files; the state of the fit stays where they could not be written.
  if (unwritten !== undefined) tellStop(unwritten.error, options.debug === true);
  await (options.json === true
    ? printJson(texts[POSTERIOR.diagnostics] ?? '')
    : print(fitText(report)));
  if (unwritten !== undefined) return EXIT.failed;
  if (!quiet) say(`wrote ${POSTERIOR.worlds} and what goes with it to ${folder || '.'}`);
  return EXIT.done;
}

function tellEarlier(earlier: EarlierFit, quiet: boolean): void {
  if (earlier.kind === 'changed')
    say('the files changed since the fit that was stopped; starting anew');
  else if (earlier.kind === 'unreadable')
    say('the file of the fit that was stopped cannot be read; starting anew');
  else if (!quiet) say(`taking up the fit that stopped after ${earlier.runs} runs`);
}

const SAY_MS = 500;

/** One line on standard error that says how far a fit is. */
class FitLine {
  #first: { readonly at: number; readonly share: number } | undefined;
  #said: number | undefined;

  update(progress: FitProgress): void {
    const now = performance.now();
    this.#first ??= { at: now, share: progress.share };
    const { stderr } = host();
    if (now - (this.#said ?? this.#first.at) <= (stderr.isTTY === true ? SAY_MS : 10 * SAY_MS))
      return;
    this.#said = now;
    const text = lineOf(progress, this.#first.share, now - this.#first.at);
    stderr.write(stderr.isTTY === true ? `\r${text}\u001B[K` : `${text}\n`);
  }

  end(): void {
    const { stderr } = host();
    if (stderr.isTTY === true && this.#said !== undefined) stderr.write('\r\u001B[K');
  }
}

function lineOf(progress: FitProgress, begun: number, elapsed: number): string {
  const { population, populations, runs, share } = progress;
  const left = share > begun ? (elapsed * (1 - share)) / (share - begun) : Number.NaN;
  const seconds = Math.round(left / 1000);
  const eta = Number.isFinite(left)
    ? `, about ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left`
    : '';
  return `population ${population} of ${populations}, ${runs} runs, ${Math.floor(100 * share)} %${eta}`;
}
