import { describe, expect, it } from 'vitest';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { applyAssumptions } from '../../src/plan/assumptions.js';
import { CENTRAL, readShipped } from './shipped.js';

const [scenario] = readShipped(['hindcast/2010']).scenarios;
if (scenario === undefined) throw new Error('the hindcast cannot be read');
const { model, horizon, inputs, base, assumptions } = scenario;
const outputs = ['all_as_ucdp', 'deaths_as_ucdp', 'deaths_in_as_ucdp'];
const { series } = kernelEngine
  .prepare(model, { horizon, inputs, metrics: model.metrics, outputs })
  .run({ ...CENTRAL, ...applyAssumptions(CENTRAL, base, assumptions) });
const regions = model.dimensions.get('region')?.elements ?? [];

/** Deaths of a year in a region, as UCDP would count them. */
function deaths(region: string, year: number): number {
  const values = series.get('all_as_ucdp') ?? new Float64Array();
  const first = (year - 2010) * 12;
  const months = Array.from({ length: 12 }, (_, month) => first + month);
  return months.reduce(
    (sum, month) => sum + (values[month * regions.length + regions.indexOf(region)] ?? 0),
    0,
  );
}
const total = (names: readonly string[], year: number) =>
  names.reduce((sum, name) => sum + deaths(name, year), 0);
const mali = regions.slice(0, 10);
const burkina = regions.slice(10, 17);
const north = ['tombouctou', 'gao', 'menaka', 'kidal'];

// With every parameter at its value: the shape of what UCDP counted, not its level, which a fit must find.
describe('the hindcast from 2010, told of dated outside shocks and of no death', () => {
  it('has a war in the north of Mali in 2012 and 2013, and a trough after it', () => {
    expect(total(mali, 2011)).toBeLessThan(50);
    expect(total(mali, 2012)).toBeGreaterThan(100);
    expect(total(mali, 2013)).toBeGreaterThan(1.5 * total(mali, 2012));
    for (const year of [2014, 2015, 2016])
      expect(total(mali, year)).toBeLessThan(0.6 * total(mali, 2013));
  });

  it('takes off after 2016: at least twice as many deaths in 2018', () => {
    // UCDP counts almost seven times as many; the central run falls short of that.
    expect(total(mali, 2018)).toBeGreaterThan(2 * total(mali, 2016));
    expect(total(mali, 2020)).toBeGreaterThan(total(mali, 2018));
  });

  it('moves from the north of Mali to its centre', () => {
    const share = (names: readonly string[], year: number) =>
      total(names, year) / total(mali, year);
    expect(share(north, 2013)).toBeGreaterThan(0.8);
    expect(share(['mopti'], 2013)).toBeLessThan(0.15);
    expect(share(['mopti'], 2020)).toBeGreaterThan(0.4);
  });

  it('reaches Burkina Faso in 2016 and the west of Niger in 2015, and not before', () => {
    expect(total(burkina, 2015)).toBeLessThan(2);
    expect(total(burkina, 2017)).toBeGreaterThan(10);
    expect(total(burkina, 2020)).toBeGreaterThan(10 * total(burkina, 2017));
    expect(deaths('tillaberi', 2014)).toBeLessThan(5);
    expect(deaths('tillaberi', 2017)).toBeGreaterThan(30);
  });

  it('splits every death by what UCDP would class it as', () => {
    const at = (name: string, index: number) => series.get(name)?.[index] ?? Number.NaN;
    // The last month of 2020.
    const month = 131;
    const classes = mali.flatMap((_, r) => [0, 1].map((g) => (month * regions.length + r) * 2 + g));
    const inFighting = classes.reduce((sum, index) => sum + at('deaths_as_ucdp', index), 0);
    expect(inFighting).toBeGreaterThan(0.5 * at('deaths_in_as_ucdp', month * 3));
    expect(inFighting).toBeLessThan(at('deaths_in_as_ucdp', month * 3));
  });
});
