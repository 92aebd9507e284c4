/** No world of the prior, or hardly any, could have given what was observed. */
export class NoLikelihood extends Error {
  constructor(share: number) {
    super(
      share === 0
        ? 'no world of the prior gives the observed series any likelihood'
        : `only ${(100 * share).toPrecision(2)} % of the worlds of the prior give the observed series any likelihood`,
    );
    this.name = 'NoLikelihood';
  }
}
