import type { Horizon, RunInputs } from '../engine/engine.js';
import type { Model } from '../model/model.js';
import type { Text } from '../model/names.js';
import type { CompiledDistribution } from '../plan/distributions/family.js';
import type { Observed } from './observed.js';

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
  readonly score?: ScoreWish;
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
}

/** A number that is known, or the column that holds it. */
export type Slot = { readonly value: number } | { readonly column: number };

/** How what is observed comes from what the model says. */
export type Noise =
  | {
      readonly kind: 'negative_binomial';
      readonly reporting: Slot;
      readonly dispersion: Slot;
      readonly clustering: Slot;
      readonly background: number;
      readonly drift?: { readonly spread: Slot; readonly persistence: Slot };
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
}

/** The value of a slot in a row of a world. */
export function slotIn(slot: Slot, row: ArrayLike<number>): number {
  return 'value' in slot ? slot.value : row[slot.column]!;
}
