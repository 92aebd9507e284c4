import { provenance, saysNothing, shareError } from '../analysis/provenance.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import type { ProvenanceReply } from './protocol.js';

/** What the spread of a baseline comes from. Ranks of all parameters take long: once, when the baseline is whole. */
export function provenanceOf(ensemble: Ensemble): ProvenanceReply {
  const [baseline] = ensemble.scenarios;
  const found = (baseline?.metrics ?? []).flatMap(({ name }) => {
    const one = baseline && provenance(ensemble, baseline, name);
    return one === undefined ? [] : [{ metric: name, ...one }];
  });
  return {
    kind: 'provenance',
    assumedShares: found.map(({ metric, assumedShare, error, tooFew, worlds }) => ({
      metric,
      share: assumedShare,
      error,
      tooFew,
      worlds,
    })),
    drivers: found.flatMap(({ metric, byParameter, worlds }) =>
      byParameter
        .filter((one) => one.share > 0 && !saysNothing(one.share, shareError(one, worlds)))
        .map(({ parameter, share, correlation }) => ({ metric, parameter, share, correlation })),
    ),
  };
}
