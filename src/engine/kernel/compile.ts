import type { Model } from '../../model/model.js';
import { elementsOver, elementWords } from '../random/element-words.js';
import type { Places } from './emit/frame.js';
import { chooseVectors } from './emit/pressure.js';
import { sparseRows } from './emit/sparse.js';
import { writeModule } from './emit/write-module.js';
import type { ModelPlan, Shape } from './plan/model-plan.js';
import { planModel } from './plan/model-plan.js';
import type { Pieces } from './plan/pieces.js';
import { piecesOf } from './plan/pieces.js';
import type { Addresses } from './plan/place.js';
import { place } from './plan/place.js';
import { tableNumbers } from './plan/table-rows.js';
import { ConstantPool } from './wasm/module.js';
import { compileModule } from './wasm/runtime.js';

/** A model compiled for one shape of request. */
export interface Compiled {
  readonly module: object;
  readonly plan: ModelPlan;
  readonly pieces: Pieces;
  readonly addresses: Addresses;
  readonly places: Places;
  readonly vectors: number;
  readonly bytes: number;
  /** The first address that nothing stands at. */
  readonly end: number;
  /** Writes what every run needs into a fresh memory. */
  writeConstants(memory: ArrayBuffer): void;
}

/** Bytes for the tables that functions use: logarithms, powers of e, digits of 2/pi, factorials. */
const POOL_START = 64;
const POOL_SIZE = 32768 - POOL_START;

/** @param vectors how many vectors are worked on side by side; chosen by the size of the code if not given. */
export function compile(model: Model, shape: Shape, vectors?: number): Compiled {
  const plan = planModel(model, shape);
  const pieces = piecesOf(model, plan);
  const width = vectors ?? chooseVectors(pieces);
  const addresses = place(model, plan, pieces, width, POOL_START + POOL_SIZE);
  const pool = new ConstantPool(POOL_START, POOL_SIZE);
  const places: Places = {
    streams: addresses.streams,
    elements: new Map([...addresses.elementWords].map(([dims, { address }]) => [dims, address])),
    tables: new Map(
      [...model.tables.values()].map((table) => [
        table.name,
        { table, address: addresses.tables.get(table.name) ?? 0 },
      ]),
    ),
    networks: new Map(
      [...model.dimensions.values()].flatMap((dimension) =>
        [...dimension.networks.values()].map((network) => [
          `${dimension.name} ${network.name}`,
          sparseRows(network.weights, dimension.elements.length),
        ]),
      ),
    ),
    worlds: addresses.worlds,
  };
  const written = writeModule(pool, plan, pieces, shape, { addresses, places, vectors: width });
  const bytes = written.bytes;
  return {
    module: compileModule(bytes),
    plan,
    pieces,
    addresses,
    places,
    vectors: width,
    bytes: bytes.length,
    end: written.end,
    writeConstants: (memory) => {
      pool.writeTo(memory);
      for (const { table, address } of places.tables.values()) {
        const rows = tableNumbers(table.xs, table.ys);
        new Float64Array(memory, address, rows.length).set(rows);
      }
      for (const { dims, address } of addresses.elementWords.values()) {
        const words = elementsOver(dims, model.dimensions).flatMap(elementWords);
        new Uint32Array(memory, address, words.length).set(words);
      }
      const { dt } = shape;
      new Float64Array(memory, addresses.stages, 8).set([1, dt / 2, 2, dt / 2, 2, dt, 1, 0]);
      written.writeLists(memory);
    },
  };
}
