import type { Place } from '../diagnostics/diagnostic.js';
import type { Distribution } from '../model/distribution.js';
import type { Noise, Slot } from './calibration.js';
import type { ObservationModelDocument } from './document.js';
import type { ColumnReader } from './parameters.js';

/** The observation model of a series; its numbers that have a prior become columns. */
export function readNoise(
  series: string,
  document: ObservationModelDocument,
  columns: ColumnReader,
  placeOf: (...keys: string[]) => Place,
): Noise | undefined {
  const slot = (
    key: string,
    spec: number | Distribution,
    range: readonly [number, number],
    ...above: string[]
  ): Slot | undefined => columns.slot(`${series}.${key}`, spec, range, placeOf(...above, key));
  const positive = [Number.MIN_VALUE, Number.POSITIVE_INFINITY] as const;
  const most = [0, Number.POSITIVE_INFINITY] as const;
  switch (document.kind) {
    case 'beta': {
      const precision = slot('precision', document.precision, positive);
      return precision && { kind: 'beta', precision };
    }
    case 'normal': {
      const sd = slot('sd', document.sd, positive);
      return sd && { kind: 'normal', sd };
    }
    case 'negative_binomial': {
      const { background, drift: wander } = document;
      const reporting = slot('reporting', document.reporting, positive);
      const dispersion = slot('dispersion', document.dispersion, most);
      const clustering = slot('clustering', document.clustering, [1, Number.POSITIVE_INFINITY]);
      const spread = wander && slot('spread', wander.spread, most, 'drift');
      const persistence = wander && slot('persistence', wander.persistence, [0, 1], 'drift');
      if (reporting === undefined || dispersion === undefined || clustering === undefined)
        return undefined;
      if (wander !== undefined && (spread === undefined || persistence === undefined))
        return undefined;
      const drift =
        wander === undefined || spread === undefined || persistence === undefined
          ? {}
          : { drift: { spread, persistence, shared: wander.shared } };
      return { kind: 'negative_binomial', reporting, dispersion, clustering, background, ...drift };
    }
  }
}
