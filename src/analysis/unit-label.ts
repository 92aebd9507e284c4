import type { Model } from '../model/model.js';
import { formatUnit, type Unit } from '../model/unit.js';

/**
 * A unit as it stands beside numbers: `person/month`, or `1` for a plain number. In a model whose units are
 * unchecked, no unit given means not known, which is an empty text and not `1`.
 */
export function unitLabel(model: Model, unit: Unit): string {
  return !model.unitsChecked && unit.size === 0 ? '' : formatUnit(unit);
}
