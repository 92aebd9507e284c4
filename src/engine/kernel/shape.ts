import type { Model } from '../../model/model.js';
import type { RunRequest } from '../engine.js';
import { stepLength } from '../engine.js';
import type { Compiled } from './compile.js';
import { compile } from './compile.js';
import type { Shape } from './plan/model-plan.js';

/** The part of a request that decides how a model compiles: not its levers, inputs, jumps or start. */
export function shapeOf(request: RunRequest): Shape {
  const { stepsPerReport, reports, steps, method } = request.horizon;
  return {
    dt: stepLength(request.horizon),
    stepsPerReport,
    reports,
    steps,
    method,
    metrics: request.metrics,
    outputs: [...new Set(request.outputs)],
  };
}

const compiled = new WeakMap<Model, Map<string, Compiled>>();

/** A model compiled for a request; scenarios that differ in levers and jumps alone share it. */
export function compiledFor(model: Model, shape: Shape, vectors?: number): Compiled {
  let known = compiled.get(model);
  if (known === undefined) {
    known = new Map();
    compiled.set(model, known);
  }
  const metrics = shape.metrics.map((one) => [one.variable, one.overTime, one.discount]);
  const key = JSON.stringify([{ ...shape, metrics }, vectors]);
  let found = known.get(key);
  if (found === undefined) {
    found = compile(model, shape, vectors);
    known.set(key, found);
  }
  return found;
}
