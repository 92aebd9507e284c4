import { expect } from 'vitest';
import type { Failure, Jump, RunBlock } from '../../src/engine/engine.js';
import { horizonOf } from '../../src/engine/horizon.js';
import { kernelEngine } from '../../src/engine/kernel/index.js';
import { referenceEngine } from '../../src/engine/reference/index.js';
import type { Model } from '../../src/model/model.js';
import { modelOf } from '../model/reading.js';

// What is asked of one engine is asked of both: the project `kernel` runs the same tests on the compiled one.
const engine = process.env.TOGUNA_ENGINE === 'kernel' ? kernelEngine : referenceEngine;

export interface Options {
  readonly method?: 'euler' | 'rk4';
  readonly stepsPerReport?: number;
  readonly from?: number;
  readonly to?: number;
  /** Parameters by column (`beta`, `trust[mopti]`), a value for each world. */
  readonly worlds?: Readonly<Record<string, readonly number[]>>;
  /** How many worlds, when no parameter differs. */
  readonly count?: number;
  readonly first?: number;
  readonly key?: readonly [number, number];
  readonly levers?: Readonly<Record<string, readonly number[]>>;
  readonly jumps?: readonly Jump[];
  /** Worlds that the kernel hands to the reference though nothing is wrong with them. */
  readonly repaired?: number;
}

export interface Ran {
  readonly model: Model;
  readonly block: RunBlock;
  readonly failures: readonly Failure[];
  /** Values at the reports, for an element of a variable. */
  path(variable: string, element?: number, world?: number): number[];
  /** Value at the last report. */
  end(variable: string, element?: number, world?: number): number;
  metric(name: string, world?: number): number;
}

/** Runs a model, or the text of one, and keeps every variable. */
export function ran(source: string | Model, options: Options = {}): Ran {
  const model = typeof source === 'string' ? modelOf(source) : source;
  const given = horizonOf(model.time, options.from, options.to);
  const stepsPerReport = options.stepsPerReport ?? given.stepsPerReport;
  const horizon = {
    ...given,
    method: options.method ?? given.method,
    stepsPerReport,
    steps: (given.steps / given.stepsPerReport) * stepsPerReport,
  };
  const levers = new Map(
    Object.entries(options.levers ?? {}).map(([name, values]) => [name, Float64Array.from(values)]),
  );
  const outputs = [...model.variables.keys()];
  const inputs = { levers, jumps: options.jumps ?? [] };
  const request = { horizon, inputs, metrics: model.metrics, outputs };
  const columns = Object.keys(options.worlds ?? {});
  const rows = Object.values(options.worlds ?? {});
  const count = rows[0]?.length ?? options.count ?? 1;
  const block = engine.prepare(model, request).run({
    first: options.first ?? 0,
    count,
    columns,
    values: Float64Array.from({ length: count * columns.length }, (_, i) =>
      Number(rows[i % columns.length]?.[Math.floor(i / columns.length)]),
    ),
    key: options.key ?? [1, 2],
  });
  // Or the numbers of one engine would be held to those of the other, and be them.
  expect(block.repaired).toBe(options.repaired ?? 0);
  const path = (variable: string, element = 0, world = 0) => {
    const size = model.variables.get(variable)?.size ?? 0;
    const series = block.series.get(variable);
    if (series === undefined) throw new Error(`there is no variable ${variable}`);
    return Array.from({ length: horizon.reports }, (_, k) =>
      Number(series[(world * horizon.reports + k) * size + element]),
    );
  };
  return {
    model,
    block,
    failures: block.failures,
    path,
    end: (variable, element, world) => Number(path(variable, element, world).at(-1)),
    metric: (name, world = 0) => {
      const index = model.metrics.findIndex((one) => one.name === name);
      if (index < 0) throw new Error(`there is no metric ${name}`);
      return Number(block.metrics[world * model.metrics.length + index]);
    },
  };
}

/** The text of a model without units, with time in plain numbers. */
export function plain(time: string, sections: string): string {
  return `title: Test\ntime: {unit: month, ${time}}\nunits: unchecked\n${sections}\n`;
}
