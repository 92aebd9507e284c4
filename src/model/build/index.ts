import type { Diagnostics } from '../../diagnostics/diagnostic.js';
import { withCosts } from '../cost.js';
import type { Definitions } from '../definitions.js';
import type { Model } from '../model.js';
import { ownCandidates, warnOfTimes } from '../short-times.js';
import { checkUnits } from '../units-of-model.js';
import { startBuilding } from './building.js';
import { checkFloorRings } from './floor-rings.js';
import { checkDelays, checkReports, checkSize } from './limits.js';
import { checkFlows } from './links.js';
import { metricsOf, reportOf } from './metrics.js';
import { warnOfNoise } from './noise.js';
import { initialOrderOf, orderOf } from './orders.js';
import { addDefinition } from './variables.js';

/**
 * Checks definitions as a whole and makes the model: names, dimensions, flows at stocks, units, order.
 * @returns undefined after diagnostics.
 */
export function buildModel(definitions: Definitions, diagnostics: Diagnostics): Model | undefined {
  const b = startBuilding(withCosts(definitions), diagnostics);
  const before = b.diagnostics.errorCount;
  for (const definition of b.source.quantities.values()) {
    addDefinition(b, definition);
    // What does not fit has been reported; the rest would take long to look at.
    if (b.elements.exceeded) return undefined;
  }
  const metrics = metricsOf(b);
  for (const memory of b.memories) for (const made of memory.made) b.variables.set(made.name, made);
  checkFlows(b);
  const report = reportOf(b, metrics);
  // Units and order are checked even when some equations failed, so that one reading shows all.
  const variables = checkUnits(b.source, b.variables, b.memories, metrics, b.diagnostics);
  const order = orderOf(b);
  const initialOrder = initialOrderOf(b);
  checkDelays(b);
  checkSize(b);
  checkReports(b, report, metrics.length);
  if (b.diagnostics.errorCount > before) return undefined;
  checkFloorRings(b, order, initialOrder);
  if (b.diagnostics.errorCount > before) return undefined;
  warnOfNoise(b, metrics);
  const times = { variables, time: b.source.time, candidates: ownCandidates };
  warnOfTimes({ ...times, place: (time) => time.at }, b.diagnostics);
  const {
    name,
    file,
    title,
    about,
    source,
    time,
    unitsChecked,
    dimensions,
    tables,
    evidence,
    files,
  } = b.source;
  return {
    name,
    file,
    title,
    ...(about === undefined ? {} : { about }),
    ...(source === undefined ? {} : { source }),
    time,
    unitsChecked,
    dimensions,
    tables,
    variables,
    metrics,
    report,
    order,
    initialOrder,
    evidence,
    files,
    definitions: b.source,
  };
}
