import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Claim, Claims, newBoard } from '../../src/ensemble/claims.js';

// Workers that take turns in any order; each is at its claim until its next turn.
function share(chunks: number, models: readonly object[], workers: number, turns: number[]) {
  const board = newBoard(chunks, models);
  const claims = Array.from({ length: workers }, () => new Claims(board));
  const taken: (Claim & { readonly worker: number })[] = [];
  const open = new Set(claims.keys());
  for (let turn = 0; open.size > 0; turn += 1) {
    const worker = [...open][(turns[turn % turns.length] ?? 0) % open.size] ?? 0;
    const claim = claims[worker]?.next();
    if (claim === undefined) open.delete(worker);
    else taken.push({ ...claim, worker });
  }
  return taken;
}

const someModels = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 })
  .map((numbers) => {
    const models = Array.from({ length: 4 }, (_, name) => ({ name }));
    return numbers.map((one) => models[one]!);
  });
const someTurns = fc.array(fc.nat(), { minLength: 1, maxLength: 50 });

describe('claims', () => {
  test('everything is taken once, by any number of workers in any order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        someModels,
        fc.integer({ min: 1, max: 4 }),
        someTurns,
        (chunks, models, workers, turns) => {
          const taken = share(chunks, models, workers, turns);
          const places = taken.map(({ chunk, job }) => chunk * models.length + job);
          expect(places.sort((a, b) => a - b)).toEqual([...Array(chunks * models.length).keys()]);
        },
      ),
    );
  });

  test('nobody runs further ahead than two chunks behind the first that is not all taken', () => {
    fc.assert(
      fc.property(
        someModels,
        fc.integer({ min: 1, max: 4 }),
        someTurns,
        (models, workers, turns) => {
          const counts = new Map<number, number>();
          let full = 0;
          for (const { chunk } of share(8, models, workers, turns)) {
            expect(chunk).toBeLessThanOrEqual(full + 2);
            counts.set(chunk, (counts.get(chunk) ?? 0) + 1);
            while (counts.get(full) === models.length) full += 1;
          }
        },
      ),
    );
  });

  test('two workers share the models out, and compile each once while they can', () => {
    const [base, other, third] = [{}, {}, {}];
    const models = [base, base, base, other, base, third];
    const board = newBoard(1, models);
    const [a, b] = [new Claims(board), new Claims(board)];
    expect(a.next()?.job).toBe(0);
    expect(b.next()?.job).toBe(3);
    expect(b.next()?.job).toBe(5);
    expect([a.next()?.job, a.next()?.job]).toEqual([1, 2]);
    // Rather than wait, a worker compiles what another has.
    expect(b.next()?.job).toBe(4);
    expect([a.next(), b.next()]).toEqual([undefined, undefined]);
  });

  test('no chunk is begun beyond a limit', () => {
    const claims = new Claims(newBoard(4, [{}, {}]));
    expect([claims.next(1), claims.next(1), claims.next(1)]).toEqual([
      { chunk: 0, job: 0 },
      { chunk: 0, job: 1 },
      undefined,
    ]);
    expect(claims.next()).toEqual({ chunk: 1, job: 0 });
  });
});
