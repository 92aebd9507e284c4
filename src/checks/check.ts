import type { Place } from '../diagnostics/diagnostic.js';
import type { Horizon } from '../engine/engine.js';
import type { Model } from '../model/model.js';
import type { Text } from '../model/names.js';
import type { Plan } from '../plan/plan.js';
import type { Statistic, Trend } from './document.js';

/** The checks of one file, every name looked up. */
export interface Checks {
  readonly file: string;
  readonly model: Model;
  readonly checks: readonly Check[];
}

/** What the model is expected to do under one set of changes. */
export interface Check {
  readonly title: Text;
  readonly basis?: string;
  readonly place: Place;
  readonly setup: Setup;
  /** When present, every value is `setup` minus `against`, in the same world. */
  readonly against?: Setup;
  readonly horizon: Horizon;
  /** When absent: one run with every parameter at its value. */
  readonly plan?: Plan;
  readonly expectations: readonly Expectation[];
}

/** A model with its changes made, and the levels of its levers. */
export interface Setup {
  readonly model: Model;
  /** Parameters that were given a value, so that no world draws them. */
  readonly fixed: ReadonlySet<string>;
  /** By lever, the level of each element during the whole run. */
  readonly levers: ReadonlyMap<string, Float64Array>;
}

export interface Expectation {
  readonly subject: Subject;
  readonly condition: Condition;
  /** Over the worlds, before the condition is looked at. */
  readonly statistic?: Statistic;
  /** Share of worlds in which the condition must hold; 1 when absent. */
  readonly share?: number;
  /** What is looked at, for people: `A at 5`. */
  readonly text: string;
  readonly place: Place;
}

export type Subject =
  | { readonly kind: 'metric'; readonly name: string }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** Elements counted from 0. */
      readonly elements: readonly number[];
      /** First and last report, counted from 0. */
      readonly from: number;
      readonly to: number;
    };

export type Condition =
  | { readonly kind: 'equals'; readonly value: number; readonly tolerance: number }
  | { readonly kind: 'between'; readonly low: number; readonly high: number }
  | { readonly kind: 'above'; readonly value: number }
  | { readonly kind: 'below'; readonly value: number }
  | { readonly kind: 'trend'; readonly trend: Trend; readonly tolerance: number };
