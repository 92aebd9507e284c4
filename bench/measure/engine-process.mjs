/** An engine in a process of its own, on one core where the machine lets us choose, so that none disturbs another. */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { firstLine } from '../machine.mjs';

const ANSWER_MS = 120_000;

/** The core that engines are held to; undefined where there is no taskset or only one core. */
export const CORE =
  cpus().length > 1 && firstLine('taskset', ['--version']) ? cpus().length - 1 : undefined;

export class EngineProcess {
  #child;
  #lines = [];
  #waiting = [];
  #errors = '';
  #ended = false;

  constructor(command) {
    const [program, ...args] =
      CORE === undefined ? command : ['taskset', '-c', String(CORE), ...command];
    this.#child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.on('error', (error) => this.#fail(error.message));
    this.#child.on('close', () => this.#fail('it ended'));
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.on('data', (text) => {
      this.#errors += text;
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      this.#lines.push(line);
      this.#serve();
    });
  }

  /** The end states of the checked worlds. */
  async check(rows) {
    const lines = await this.#ask('check', rows);
    return lines.map((line) => line.trim().split(/\s+/).map(Number));
  }

  /** Nanoseconds to run `count` worlds. */
  async run(count) {
    const [line] = await this.#ask(`run ${count}`, 1);
    return Number(line);
  }

  end() {
    this.#child.stdin.end();
  }

  #ask(command, lines) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#child.kill();
        this.#fail(`no answer to "${command}" within ${ANSWER_MS / 1000} s`);
      }, ANSWER_MS);
      this.#waiting.push({ lines, resolve, reject, timer });
      if (this.#ended) this.#fail('it ended');
      else this.#child.stdin.write(`${command}\n`);
    });
  }

  #serve() {
    const next = this.#waiting[0];
    if (next === undefined || this.#lines.length < next.lines) return;
    this.#waiting.shift();
    clearTimeout(next.timer);
    next.resolve(this.#lines.splice(0, next.lines));
  }

  #fail(reason) {
    this.#ended = true;
    const [said] = this.#errors.match(/^\w*Error( \[\w+\])?: .*$/m) ?? [];
    for (const { reject, timer } of this.#waiting.splice(0)) {
      clearTimeout(timer);
      reject(new Error(said?.trim() ?? reason));
    }
  }
}
