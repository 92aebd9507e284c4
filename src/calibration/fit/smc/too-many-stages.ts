/** The sampler needs more temperatures than it may take to reach the posterior. */
export class TooManyStages extends Error {
  constructor(most: number, temperature: number) {
    super(
      `after ${most} temperatures the fit is at ${temperature.toPrecision(2)} of the way from the prior to the data`,
    );
    this.name = 'TooManyStages';
  }
}
