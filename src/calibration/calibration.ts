import type { Horizon, RunInputs } from '../engine/engine.js';
import type { Model } from '../model/model.js';
import type { Text } from '../model/names.js';
import type { CompiledDistribution } from '../plan/distributions/family.js';
import type { Observed } from './read/observed.js';

/** A checked calibration file: what is fitted to what. */
export interface Calibration {
  readonly file: string;
  readonly title: Text;
  /** The model that runs, with the equations of a scenario's events if it names one. */
  readonly model: Model;
  readonly inputs: RunInputs;
  /** Covers all months with data. */
  readonly horizon: Horizon;
  /** First and last report that is fitted. */
  readonly from: number;
  readonly to: number;
  /** Parameters of the model first, then those of the observation models. */
  readonly columns: readonly Column[];
  readonly targets: readonly Target[];
  readonly worlds: number;
  readonly seed: string;
  /** Reports at which the posterior of what was known then is kept, in order, all before `to`. */
  readonly refits: readonly number[];
  readonly score?: ScoreWish;
  readonly handover?: Handover;
  /** The first report that only the data of the command line hold. */
  readonly freshFrom?: number;
  /** All files that were read, this one first. */
  readonly files: readonly string[];
}

/** One number of a world: with a distribution it is fitted, otherwise it has one value. */
export interface Column {
  /** `beta`, `trust[mopti]`; `deaths.reporting` of an observation model. */
  readonly name: string;
  readonly of: 'model' | 'observation';
  readonly value: number;
  readonly distribution?: CompiledDistribution;
  /** Varies under its prior without being listed: it is carried along rather than fitted. */
  readonly carried?: boolean;
}

/** A number that is known, or the column that holds it. */
export type Slot = { readonly value: number } | { readonly column: number };

/** A part of the drift: the standard deviation of its logarithm, and the share left after one report. */
export interface WanderSlots {
  readonly spread: Slot;
  readonly persistence: Slot;
}

/** How what is observed comes from what the model says. */
export type Noise =
  | {
      readonly kind: 'negative_binomial';
      readonly reporting: Slot;
      readonly dispersion: Slot;
      readonly clustering: Slot;
      readonly background: number;
      readonly drift?: WanderSlots & {
        readonly lasting?: WanderSlots;
        readonly taper?: Slot;
        /** Share of the variance of forecast factors that all elements have in common. */
        readonly shared: number;
      };
    }
  | { readonly kind: 'beta'; readonly precision: Slot }
  | { readonly kind: 'normal'; readonly sd: Slot };

/** One observed series and the output that it observes. */
export interface Target {
  readonly name: string;
  readonly title: Text;
  readonly output: string;
  /** For each element of the output, the element of the series that it adds to. */
  readonly into: Int32Array;
  readonly observed: Observed;
  /** Whether values may be missing inside the window. */
  readonly partial: boolean;
  readonly noise: Noise;
}

/** What the file asks of scoring, in reports. */
export interface ScoreWish {
  readonly series: string;
  readonly from: number;
  readonly to?: number;
  readonly leads: readonly number[];
  readonly reweight: number;
  readonly knownAhead: readonly string[];
  /** Places that are also scored taken together, by name: elements of the series. */
  readonly together: ReadonlyMap<string, readonly number[]>;
}

/** What scenarios that start at a report of the fit take from it: parameters, and the variables that set them. */
export interface Handover {
  readonly at: number;
  readonly values: readonly HandedValue[];
  /** Parameters that keep the prior of the model in later scenarios, whatever they were held at in the fit. */
  readonly open: readonly string[];
}

export interface HandedValue {
  readonly parameter: string;
  /** A variable, element by element; a number; or the lasting drift of a series, by number of the target. */
  readonly from:
    | { readonly variable: string }
    | { readonly value: number }
    | { readonly driftOf: number };
}

/** The value of a slot in a row of a world. */
export function slotIn(slot: Slot, row: ArrayLike<number>): number {
  return 'value' in slot ? slot.value : row[slot.column]!;
}
