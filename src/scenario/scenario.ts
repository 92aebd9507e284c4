import type { Place } from '../diagnostics/diagnostic.js';
import type { Horizon, RunInputs } from '../engine/engine.js';
import type { Distribution } from '../model/distribution.js';
import type { Model } from '../model/model.js';
import type { Text } from '../model/names.js';

/** A resolved scenario: what it inherits is filled in, months have become series, triggers equations. */
export interface Scenario {
  /** The file name without `.yaml`; a what-if of `--set` is called `set`. */
  readonly name: string;
  readonly file: string;
  readonly title: Text;
  readonly about?: Text;
  /** The names it extends, nearest first. */
  readonly ancestors: readonly string[];
  /** The model that its file names. */
  readonly base: Model;
  /** The model that runs: `base`, or `base` with equations for triggers, rules, events and costs. */
  readonly model: Model;
  readonly horizon: Horizon;
  readonly assumptions: readonly Assumption[];
  /** Where each of them stands. */
  readonly assumedAt?: readonly Place[];
  readonly inputs: RunInputs;
  readonly interventions: readonly InterventionNote[];
  readonly events: readonly EventNote[];
  /** What events do to variables, and the levels of levers: for those who judge them. */
  readonly given?: readonly GivenValue[];
  readonly plan: PlanWishes;
  /** Every file read for it, the model's included, for the manifest. */
  readonly files: readonly string[];
}

/** A changed belief about a parameter. Worlds keep their quantile: world 7 stays as high or low as it was. */
export interface Assumption {
  readonly parameter: string;
  /** Elements it applies to, counted from 0; all when absent. */
  readonly elements?: readonly number[];
  readonly change:
    | { readonly kind: 'fixed'; readonly value: number }
    | { readonly kind: 'distribution'; readonly distribution: Distribution }
    | { readonly kind: 'scale'; readonly factor: number }
    | { readonly kind: 'shift'; readonly amount: number };
}

/** A number that a scenario gives a variable in place of the model's, with the place that says so. */
export interface GivenValue {
  readonly variable: string;
  readonly kind: 'set' | 'multiply' | 'add';
  readonly value: number;
  readonly at: Place;
}

/** An intervention as its file gave it, for people: what is delivered is in `inputs`. */
export interface InterventionNote {
  readonly name: string;
  readonly title: Text;
  readonly about?: Text;
  readonly lever: string;
  /** How far above the lever's default; for a lever that `--set` holds, the level itself; 0 with a budget. */
  readonly level: number;
  /** The money for all of it, where a budget says how much instead of a level. */
  readonly budget?: number;
  /** Names of elements, `all`, or the rule as text. */
  readonly where: readonly string[] | 'all' | { readonly rule: string };
  /** In the model's time, as are all the following. */
  readonly start: number;
  readonly ramp: number;
  readonly end?: number;
  readonly windDown: number;
  /** The trigger as text. */
  readonly when?: string;
  /** Cost of one unit for one unit of time, where it is not the lever's own. */
  readonly cost?: number;
}

/** An event, for people. */
export interface EventNote {
  readonly name: string;
  readonly title: Text;
  readonly about?: Text;
  readonly at: number;
  readonly until?: number;
  readonly text: string;
}

/** What a scenario asks of the plan; the command line may ask otherwise. */
export interface PlanWishes {
  readonly worlds?: number;
  readonly design?: string;
  readonly seed?: string;
  /** A CSV of worlds beside the model, e.g. a posterior. */
  readonly worldsFile?: string;
  /** Where a file asks for it. */
  readonly worldsFileAt?: Place;
}
