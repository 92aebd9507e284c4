import type { Place } from '../../diagnostics/diagnostic.js';
import type { Distribution } from '../../model/distribution.js';
import type { Noise, Slot, WanderSlots } from '../calibration.js';
import type { ObservationModelDocument, WanderDocument } from './document.js';
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
  ): Slot | undefined =>
    columns.slot(`${series}.${key}`, spec, range, placeOf(...above, key.replace('lasting_', '')));
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
      const part = (
        { spread, persistence }: WanderDocument,
        name: string,
        ...above: string[]
      ): WanderSlots | undefined => {
        const wide = slot(`${name}spread`, spread, most, ...above);
        const left = slot(`${name}persistence`, persistence, [0, 1], ...above);
        return wide && left && { spread: wide, persistence: left };
      };
      const passing = wander && part(wander, '', 'drift');
      const taper =
        wander?.taper === undefined ? undefined : slot('taper', wander.taper, most, 'drift');
      const lasting = wander?.lasting && part(wander.lasting, 'lasting_', 'drift', 'lasting');
      if (reporting === undefined || dispersion === undefined || clustering === undefined)
        return undefined;
      if (wander !== undefined && passing === undefined) return undefined;
      if (wander?.lasting !== undefined && lasting === undefined) return undefined;
      if (wander?.taper !== undefined && taper === undefined) return undefined;
      const drift =
        wander === undefined || passing === undefined
          ? {}
          : {
              drift: {
                ...passing,
                shared: wander.shared,
                ...(lasting === undefined ? {} : { lasting }),
                ...(taper === undefined ? {} : { taper }),
              },
            };
      return { kind: 'negative_binomial', reporting, dispersion, clustering, background, ...drift };
    }
  }
}
