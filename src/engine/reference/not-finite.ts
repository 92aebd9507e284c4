import type { Failure } from '../engine.js';

/** Ends a run at the first value that is not a finite number. */
export class NotFinite extends Error {
  readonly failure: Omit<Failure, 'world' | 'step' | 'time'>;
  constructor(failure: Omit<Failure, 'world' | 'step' | 'time'>) {
    super('not finite');
    this.failure = failure;
  }
}
