/**
 * SDEverywhere: the model it compiles to JavaScript, run by its own synchronous runner. It keeps all states at the
 * first and the last step.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAndGenerate } from '@sdeverywhere/compile';
import { createInputValue, createSynchronousModelRunner } from '@sdeverywhere/runtime';
import { stateNames, vensimModel } from '../peers/vensim.mjs';
import { converse } from './conversation.mjs';

const BUILD = new URL('../.build/', import.meta.url);

await converse(async (workload) => {
  const names = Object.keys(workload.parameters);
  const model = await compile(workload, names);
  const runner = createSynchronousModelRunner(model);
  const outputs = runner.createOutputs();
  const inputs = names.map((name) => createInputValue(`_${name}`, 0));
  return (values, first, count) => {
    for (let world = first; world < first + count; world++) {
      for (const [p, input] of inputs.entries()) input.set(values[world * names.length + p]);
      runner.runModelSync(inputs, outputs);
    }
    return outputs.varSeries.map(({ points }) => points.at(-1).y);
  };
});

async function compile(workload, inputs) {
  const folder = fileURLToPath(BUILD);
  mkdirSync(folder, { recursive: true });
  const name = `sdeverywhere-${workload.key}`;
  const outputs = stateNames(workload);
  const spec = {
    inputVarNames: inputs,
    inputVars: inputs.map((one) => `_${one}`),
    outputVarNames: outputs,
    outputVars: outputs.map(access),
    bundleListing: false,
  };
  const text = vensimModel(workload);
  await parseAndGenerate(text, 'vensim', spec, ['generateJS'], folder, name, folder);
  const { default: load } = await import(new URL(`${name}.js`, BUILD));
  return await load();
}

/** `G[r2]` is `_g[1]` in the code it makes. */
function access(name) {
  const [, stock, region] = name.match(/^(\w+)\[r(\d+)\]$/);
  return `_${stock.toLowerCase()}[${Number(region) - 1}]`;
}
