import type { Draft } from '../scenario/draft.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Shown } from './bench.js';
import { type AskedScenario, LatestResults } from './latest-results.js';
import type { DraftFile, LiveReply, LiveRequest, ScenarioRequest } from './protocol.js';
import { packed } from './protocol.js';
import type { Snapshot } from './shown.js';
import type { AskerPort } from './transport.js';

/** A draft with the text and the place that its file would have. */
export interface WrittenDraft extends DraftFile {
  readonly key: string;
  readonly draft: Draft;
  /** The name of the scenario that it is compared with; the baseline when absent. */
  readonly against?: string;
}

type Looked = Pick<Shown, 'drawn' | 'variables' | 'region' | 'byRegion'>;

/** Asks a runner for results, and keeps the latest. */
export class Asker {
  readonly #port: AskerPort;
  readonly #loaded: readonly AskedScenario[];
  readonly #results: LatestResults;
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  readonly #failed = new Set<(reason: Error) => void>();
  #looked: Looked;
  #number = 0;
  #order = '';
  #sent: Set<string> = new Set();
  #latest: Snapshot | undefined;
  #broken: Error | undefined;

  /**
   * Asks for the first results at once.
   * @param scenarios the baseline first.
   * @param worlds how many there are.
   * @param variables of the charts that are on screen first.
   */
  constructor(
    port: AskerPort,
    scenarios: readonly Scenario[],
    worlds: number,
    variables: readonly string[],
  ) {
    this.#port = port;
    this.#loaded = scenarios.map((scenario) => ({
      key: scenario.name,
      name: scenario.name,
      scenario,
    }));
    this.#results = new LatestResults(this.#loaded, worlds);
    this.#looked = { drawn: [], variables, region: undefined, byRegion: false };
    port.onMessage((reply) => this.#hear(reply));
    this.#post();
  }

  get latest(): Snapshot | undefined {
    return this.#latest;
  }

  /** Asks for these drafts beside the scenarios, and for what is on screen. */
  show(drafts: readonly WrittenDraft[], looked: Looked): void {
    const named = drafts.map((one) => ({ ...one, name: one.draft.name }));
    const changed = this.#results.ask([...this.#loaded, ...named]);
    this.#looked = looked;
    this.#post();
    if (changed) this.#publish();
  }

  /** As in `SnapshotSource`. */
  subscribe(listener: (snapshot: Snapshot) => void, failed: (reason: Error) => void): () => void {
    this.#listeners.add(listener);
    this.#failed.add(failed);
    if (this.#latest !== undefined) listener(this.#latest);
    if (this.#broken !== undefined) failed(this.#broken);
    return () => {
      this.#listeners.delete(listener);
      this.#failed.delete(failed);
    };
  }

  /** Says that no more replies will come. */
  fail(reason: Error): void {
    this.#broken ??= reason;
    for (const tell of this.#failed) tell(this.#broken);
  }

  #hear(reply: LiveReply): void {
    if (reply.kind === 'unknown' && this.#sent.delete(reply.key)) this.#post();
    if (this.#results.take(reply)) this.#publish();
  }

  #publish(): void {
    this.#latest = this.#results.snapshot();
    for (const listener of this.#listeners) listener(this.#latest);
  }

  #post(): void {
    const { asked } = this.#results;
    const { drawn, variables, region, byRegion } = this.#looked;
    const scenarios = mostUrgentFirst(asked, drawn);
    const order = JSON.stringify(
      scenarios.map((one) => [one.key, this.#results.againstOf(one) ?? '']),
    );
    if (order !== this.#order) this.#number += 1;
    this.#order = order;
    const keys = new Map(asked.map((one) => [one.name, one.key]));
    const request: LiveRequest = {
      number: this.#number,
      scenarios: scenarios.map((one) => this.#requestOf(one)),
      onScreen: drawn.flatMap((name) => keys.get(name) ?? []),
      variables,
      region,
      byRegion,
    };
    this.#sent = new Set(scenarios.map((one) => one.key));
    this.#port.post(request);
  }

  #requestOf(asked: AskedScenario): ScenarioRequest {
    const { key, scenario, draft, path = '', text = '' } = asked;
    const against = this.#results.againstOf(asked);
    const other = against === undefined ? {} : { against };
    if (this.#sent.has(key)) return { key, ...other };
    return {
      key,
      ...(scenario === undefined ? {} : { scenario: packed(scenario) }),
      ...(draft === undefined ? {} : { draft: { path, text } }),
      ...other,
    };
  }
}

// The baseline first, then what is on screen, the rest after it.
function mostUrgentFirst(
  asked: readonly AskedScenario[],
  drawn: readonly string[],
): readonly AskedScenario[] {
  const [first, ...others] = asked;
  if (first === undefined) return [];
  const urgent = drawn.flatMap((name) => others.find((one) => one.name === name) ?? []);
  return [first, ...urgent, ...others.filter((one) => !urgent.includes(one))];
}
