/** Insight Maker's engine, the package `simulation`. It keeps every value of every step: it has no other way. */
import { Model } from 'simulation';
import { insightMakerModel } from '../peers/insight-maker.mjs';
import { converse } from './conversation.mjs';

await converse((workload) => {
  const { model, parameters, states } = insightMakerModel(workload, Model);
  return (values, first, count) => {
    let end = [];
    for (let world = first; world < first + count; world++) {
      for (const [p, parameter] of parameters.entries())
        parameter.value = values[world * parameters.length + p];
      const results = model.simulate();
      end = states.map((state) => results.value(state));
    }
    return end;
  };
});
