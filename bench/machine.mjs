/** The machine, as a reader needs it to judge the numbers. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** Runs a program and gives the first line it prints, or undefined when it cannot be run. */
export function firstLine(command, args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .trim()
      .split('\n')[0];
  } catch {
    return undefined;
  }
}

/** Name and value of everything that is known of the machine and of what runs on it. */
export function describeMachine() {
  const processors = cpus();
  return [
    ['processor', `${processors[0]?.model ?? 'unknown'}${family()}, ${processors.length} cores`],
    ['memory', `${(totalmem() / 2 ** 30).toFixed(0)} GiB`],
    ['system', `${type()} ${release()}`],
    ['node', `${process.version}, V8 ${process.versions.v8}`],
    ['C compiler', firstLine('gcc', ['--version']) ?? 'none'],
    ['C library', firstLine('getconf', ['GNU_LIBC_VERSION']) ?? 'unknown'],
    ['toguna', `${version('../package.json')}, commit ${commit()}`],
    ['@sdeverywhere/compile', version('./node_modules/@sdeverywhere/compile/package.json')],
    ['simulation', version('./node_modules/simulation/package.json')],
    ['mathjs', version('../node_modules/mathjs/package.json')],
  ];
}

/** The load of the machine over the last one, five and fifteen minutes. */
export function load() {
  return loadavg()
    .map((one) => one.toFixed(2))
    .join(' ');
}

// Clouds hide the name of the processor; family and model tell its generation.
function family() {
  try {
    const text = readFileSync('/proc/cpuinfo', 'utf8');
    const [, number] = text.match(/^cpu family\s*: (\d+)/m) ?? [];
    const [, model] = text.match(/^model\s*: (\d+)/m) ?? [];
    return number === undefined ? '' : ` (family ${number}, model ${model})`;
  } catch {
    return '';
  }
}

function version(path) {
  try {
    return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).version;
  } catch {
    return 'not installed';
  }
}

function commit() {
  const head = firstLine('git', ['-C', import.meta.dirname, 'rev-parse', '--short', 'HEAD']);
  const changed = firstLine('git', ['-C', import.meta.dirname, 'status', '--porcelain', '../src']);
  return `${head ?? 'unknown'}${changed ? ' with changes to src' : ''}`;
}
