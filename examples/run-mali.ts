// Runs the scenarios of Mali over the first worlds of the fit, and writes the results as CSV.
// node run-mali.ts [WORLDS] [FOLDER]
import { compare, load, run, shippedScenarios, writeResults } from 'toguna';

const [worlds = '50', folder = 'results'] = process.argv.slice(2);
const study = load(shippedScenarios(), { worlds: Number(worlds) });
const ensemble = await run(study, {
  onProgress: ({ done, total }) => console.error(`${done} of ${total} runs`),
});
await writeResults(folder, ensemble, study);
for (const { scenario, metric, unit, differenceMedian } of compare(ensemble).comparisons)
  if (metric.name === 'civilian_deaths_mali') console.log(scenario, differenceMedian, unit);
