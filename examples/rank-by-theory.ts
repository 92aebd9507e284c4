// In how many worlds of each theory of recruitment does each policy lower the number of recruits?
// node rank-by-theory.ts [WORLDS]
import { load, metricColumn, run, shippedScenarios, worldColumn } from 'toguna';

const ensemble = await run(load(shippedScenarios(), { worlds: Number(process.argv[2] ?? '50') }));
const [baseline, ...others] = ensemble.scenarios;
const theories = baseline && worldColumn(ensemble, baseline, 'theory');
if (baseline === undefined || theories === undefined) throw new Error('no theory varies');
const before = metricColumn(baseline, 'recruits_mali', ensemble.completed);
for (const theory of [...new Set(theories)].sort()) {
  const rows = others.map((runs) => {
    const after = metricColumn(runs, 'recruits_mali', ensemble.completed);
    const own = [...after.keys()].filter((world) => theories[world] === theory);
    const fewer = own.filter((world) => after[world]! < before[world]!).length;
    return { policy: runs.scenario.name, share: fewer / own.length };
  });
  rows.sort((a, b) => b.share - a.share);
  console.log(theory, rows.slice(0, 5));
}
