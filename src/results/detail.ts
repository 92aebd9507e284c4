import { pathSummary } from '../analysis/paths.js';
import { unitLabel } from '../analysis/unit-label.js';
import type { Ensemble } from '../ensemble/ensemble.js';
import type { Cell } from './csv.js';
import { type PlaceColumns, placeColumns, pointsOf } from './place-columns.js';
import { rowsOfShape, type Shape, statisticColumns, statisticRows } from './statistics.js';
import { notKept, ROUNDED } from './summary.js';
import { type Column, type ResultTable, SCENARIO, VARIABLE } from './table.js';
import { timeCells, timeColumn } from './time-column.js';

/**
 * `detail.csv` or `.parquet`: mean and quantiles over worlds of some variables of the model, at each element (region,
 * organisation...) and month.
 * @param variables names of variables of the base model, whose paths the run kept.
 */
export function detailTable(
  ensemble: Ensemble,
  variables: readonly string[],
  shape: Shape,
): ResultTable {
  const time = timeColumn(ensemble);
  const statistics = statisticColumns(shape);
  const fixed = ['scenario', 'variable', time.name, ...statistics.map((one) => one.name)];
  const place = placeColumns(ensemble, variables, fixed);
  return {
    name: 'detail',
    title: 'Variables by scenario, place and time',
    description: `Mean and quantiles over worlds of variables of the model, at each element and time. ${ROUNDED} Failed worlds are left out; manifest.json counts them.`,
    columns: [SCENARIO, VARIABLE, ...place.columns, { ...time, required: true }, ...statistics],
    count: pointsOf(ensemble, variables) * rowsOfShape(shape),
    rows: () => detailRows(ensemble, variables, place, time, shape),
  };
}

function* detailRows(
  { scenarios, completed }: Ensemble,
  variables: readonly string[],
  place: PlaceColumns,
  time: Column,
  shape: Shape,
): Generator<Cell[]> {
  for (const runs of scenarios) {
    const { name, model, horizon } = runs.scenario;
    const times = timeCells(time, model.time, horizon);
    for (const variable of variables) {
      const found = model.variables.get(variable);
      const paths = pathSummary(runs, completed, variable);
      if (found === undefined || paths === undefined) throw notKept(variable);
      const unit = unitLabel(model, found.unit);
      for (const [element, where] of place.cells(model, variable).entries()) {
        for (const [k, at] of times.entries()) {
          const point = k * paths.size + element;
          yield* statisticRows(shape, [name, variable, ...where, at], {
            worlds: paths.worlds,
            mean: paths.mean[point] ?? Number.NaN,
            quantiles: paths.quantiles.map((band) => band[point] ?? Number.NaN),
            unit,
          });
        }
      }
    }
  }
}
