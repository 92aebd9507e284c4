/**
 * Which paths a run keeps beside those that metrics gather. What nobody asks for is neither copied out of the engine
 * nor summed up.
 */
export type PathRequest =
  /** The paths of the metrics alone. */
  | 'metrics'
  /** Every variable that the base model reports, at all of its elements. */
  | 'reported'
  /** These variables of the base model, at all of their elements. */
  | readonly string[];
