/** Chunks beyond the first open one in which a worker looks for scenarios that it is ready for. */
const AHEAD = 2;

/** Some worlds (a chunk) of one scenario (a job), by number. */
export interface Claim {
  readonly chunk: number;
  readonly job: number;
}

/** What workers share to divide their work: who takes what is decided in memory, nobody waits for anyone. */
export interface ClaimBoard {
  /** `taken[chunk * jobs + job]` is 1 when it is taken. */
  readonly taken: Int32Array;
  /** By model of the jobs, 1 when a worker compiles it. */
  readonly compiled: Int32Array;
  /** By job, the number of its model. */
  readonly models: readonly number[];
}

/** @param models by job, the model that it runs; jobs of one model share what is compiled. */
export function newBoard(chunks: number, models: readonly object[]): ClaimBoard {
  const distinct = [...new Set(models)];
  const shared = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
  return {
    taken: shared(chunks * models.length),
    compiled: shared(distinct.length),
    models: models.map((one) => distinct.indexOf(one)),
  };
}

/**
 * One worker's view of the board. Chunks are taken in order, so that what is whole when a run is stopped are the
 * first worlds. Compiling a model takes as long as many worlds, so a worker first takes scenarios whose model it has
 * compiled, then those whose model nobody has, and only then those that another worker has compiled.
 */
export class Claims {
  readonly #board: ClaimBoard;
  readonly #jobs: number;
  readonly #chunks: number;
  readonly #ready: Uint8Array;
  #open = 0;

  constructor(board: ClaimBoard) {
    this.#board = board;
    this.#jobs = board.models.length;
    this.#chunks = board.taken.length / this.#jobs;
    this.#ready = new Uint8Array(board.compiled.length);
  }

  /**
   * Takes what shall be run next.
   * @param chunks only of so many chunks from the first.
   * @returns undefined when nothing is left.
   */
  next(chunks = this.#chunks): Claim | undefined {
    const { compiled, models } = this.#board;
    while (this.#open < chunks && this.#isFull(this.#open)) this.#open += 1;
    const end = Math.min(chunks, this.#open + 1 + AHEAD);
    const modelOf = (job: number) => models[job] ?? 0;
    const claim =
      this.#take(end, (job) => this.#ready[modelOf(job)] === 1) ??
      this.#take(end, (job) => Atomics.load(compiled, modelOf(job)) === 0) ??
      this.#take(end, () => true);
    // Others may have taken all of these chunks meanwhile.
    if (claim === undefined) return this.#open < chunks ? this.next(chunks) : undefined;
    this.#ready[modelOf(claim.job)] = 1;
    Atomics.store(compiled, modelOf(claim.job), 1);
    return claim;
  }

  #take(end: number, fits: (job: number) => boolean): Claim | undefined {
    const { taken } = this.#board;
    for (let chunk = this.#open; chunk < end; chunk += 1) {
      for (let job = 0; job < this.#jobs; job += 1) {
        const at = chunk * this.#jobs + job;
        if (Atomics.load(taken, at) !== 0 || !fits(job)) continue;
        if (Atomics.compareExchange(taken, at, 0, 1) === 0) return { chunk, job };
      }
    }
    return undefined;
  }

  #isFull(chunk: number): boolean {
    const { taken } = this.#board;
    for (let at = chunk * this.#jobs; at < (chunk + 1) * this.#jobs; at += 1) {
      if (Atomics.load(taken, at) === 0) return false;
    }
    return true;
  }
}
