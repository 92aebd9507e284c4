/** Where in a step a stage looks, as a share of it. */
export type StageShare = 0 | 0.5 | 1;

/** A stage of a method: where in the step it stands, and its weight in the mean of the step. */
export interface Stage {
  readonly share: StageShare;
  readonly weight: number;
}

/** The stages of the classical Runge-Kutta method of order 4. */
export const STAGES: readonly Stage[] = [
  { share: 0, weight: 1 },
  { share: 0.5, weight: 2 },
  { share: 0.5, weight: 2 },
  { share: 1, weight: 1 },
];
