import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, describe, expect, test } from 'vitest';
import { newModelText } from '../../src/cli/new-model.js';
import { TestHost, TestStream, toguna, togunaOn } from './in-process.js';
import { ROOT, smallFolder, temporaryFolder } from './program.js';

// What can happen to a command from outside: arguments, streams, folders, signals.

const MODEL = 'models/library/lanchester_square_1916.yaml';
const SMALL = ['run', MODEL, '--worlds', '2', '-q'];

const CALIBRATION = `
title: Plots and agents
model: kaplan_2010_terror_queue
fit: {from: 0.5, to: 3}
parameters: {alpha: {kind: lognormal, p05: 4, p95: 25}}
others: fixed
observations:
  attacks:
    title: Attacks
    csv: data.csv
    time: time
    column: attacks
    output: attack
    observed_as: {kind: negative_binomial, reporting: 1, dispersion: 0.1, clustering: 1, background: 0}
method: {worlds: 40, seed: one}
score: {series: attacks, from: 2, leads: [1], reweight: 2}
`;

/** A folder with a calibration that takes a moment. */
function calibrationFolder(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'c.yaml'), CALIBRATION);
  const rows = [4, 2, 3, 6, 6, 6].map((count, k) => `${(k + 1) / 2},${count}`);
  writeFileSync(join(folder, 'data.csv'), `time,attacks\n${rows.join('\n')}\n`);
  return folder;
}

describe('what an argument holds does not reach the terminal as a command to it', () => {
  const evil = [
    '\u001B]52;c;QUJD\u0007',
    '\u202Egpj',
    '\u009B31m',
    '\rfake',
    '\nerror: fake',
    '\u2028',
    '\u007F\b\b',
  ];
  const commands: readonly ((e: string) => readonly string[])[] = [
    (e) => ['run', MODEL, '-q', '--out', `package.json/${e}`],
    (e) => ['run', MODEL, '-q', '--out', join(temporaryFolder(), e)],
    (e) => ['run', MODEL, '--worlds', '2', '--out', join(temporaryFolder(), `a${e}`)],
    (e) => ['run', MODEL, `--no${e}`],
    (e) => ['run', MODEL, '--worlds', `5${e}`],
    (e) => ['run', MODEL, `--worlds=5${e}`],
    (e) => ['run', MODEL, `-n5${e}`],
    (e) => ['run', MODEL, '--design', e],
    (e) => ['run', MODEL, '--seed', `a${e}`],
    (e) => ['run', MODEL, '--set', `a${e}=1`],
    (e) => ['run', MODEL, '--baseline', e],
    (e) => ['run', `gone${e}.yaml`],
    (e) => ['run', temporaryFolder() + e],
    (e) => ['explore', `gone${e}`],
    (e) => [`gone${e}`],
    (e) => ['check', `gone${e}`],
    (e) => ['explain', `gone${e}`],
    (e) => ['explain', MODEL, `A${e}`],
    (e) => ['calibrate', `gone${e}`],
    (e) => ['score', `gone${e}`, '--from', e],
    (e) => ['schema', `x${e}`],
    (e) => ['new', `x${e}`],
    (e) => ['new', 'model', '--out', `gone/${e}`],
    (e) => ['new', 'model', '--out', join(temporaryFolder(), e)],
    (e) => ['new', 'scenario', '--model', `x${e}`],
    (e) => ['--lang', e],
    (e) => ['help', `x${e}`],
  ];
  test.each(evil.map((one) => [JSON.stringify(one), one]))('%s', async (_, e) => {
    for (const command of commands) {
      const { stdout, stderr } = await toguna(...command(e));
      expect(stdout + stderr, command(e).join(' ')).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}]/u);
      // A line of its own would look like a message of the program.
      expect(stderr).not.toMatch(/^error: fake/m);
    }
  });

  test('and JSON keeps the same data', async () => {
    const file = join(temporaryFolder(), 'm.yaml');
    const title = 'a\u202Eb\u009Bc\u{E0001}d';
    const text = newModelText().replace('People who could join', JSON.stringify(title));
    writeFileSync(file, text);
    const { stdout, stderr } = await toguna('explain', file, 'pool', '--json');
    expect(stderr).toBe('');
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(JSON.parse(stdout)).toMatchObject({ title });
  });
});

describe('standard output', () => {
  const printing = [
    ['--help'],
    ['--version'],
    ['help', 'run'],
    SMALL,
    [...SMALL, '--json'],
    ['--worlds', '1', MODEL],
    ['check', MODEL],
    ['check', MODEL, '--json'],
    ['check', 'gone.yaml', '--json'],
    ['explain', MODEL],
    ['explain', MODEL, 'A', '--json'],
    ['schema', 'model'],
    ['new', 'model'],
    ['new', 'scenario'],
  ];
  test.each(printing)('on a full disk is one sentence and exit 1: %s %s %s', async (...args) => {
    for (const code of ['ENOSPC', 'EIO', 'EBADF']) {
      const host = new TestHost(new TestStream(code));
      const ended = await togunaOn(host, ...args);
      expect(ended.code).toBe(1);
      expect(ended.stderr).toMatch(/^toguna stopped: cannot write to standard output: .*\n$/m);
      expect(ended.stderr).not.toMatch(/^\s+at /m);
    }
  });

  test.each(printing)('whose reader has left is no error: %s %s %s', async (...args) => {
    const host = new TestHost(new TestStream('EPIPE'));
    const ended = await togunaOn(host, ...args);
    expect(ended.code).toBe(args[1] === 'gone.yaml' ? 2 : 0);
    expect(ended.stderr).not.toContain('stopped');
  });

  test.each(['EPIPE', 'ENOSPC'])(
    'that fails with %s keeps no file from being written',
    async (code) => {
      const out = join(temporaryFolder(), 'out');
      const ended = await togunaOn(new TestHost(new TestStream(code)), ...SMALL, '--out', out);
      expect(ended.code).toBe(code === 'EPIPE' ? 0 : 1);
      expect(readdirSync(out)).toContain('manifest.json');
    },
  );
});

describe('a folder that results cannot go to', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), 'mine');
  const places = [join(folder, 'file'), join(folder, 'file', 'out'), '/proc/x'];

  test.each(places)('is told before the run: %s', async (out) => {
    // So many worlds would take minutes.
    const run = ['run', 'scenarios/mali/baseline.yaml', '--worlds', '1000000', '-q'];
    const ended = await toguna(...run, '--workers', '1', '--out', out);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^toguna stopped: cannot write .*\n$/m);
    const fit = join(calibrationFolder(), 'c.yaml');
    const calibrated = await toguna('calibrate', fit, '-q', '--out', out);
    expect(calibrated).toMatchObject({ code: 1, stdout: '' });
    expect(calibrated.stderr).toMatch(/^toguna stopped: cannot write .*\n$/m);
  });

  test('is not made by a look at it', async () => {
    const out = join(temporaryFolder(), 'a', 'b');
    const host = new TestHost();
    host.listening = (signal, listener) => listener(signal);
    await togunaOn(host, ...SMALL, '--out', out);
    expect(existsSync(join(out, '..'))).toBe(false);
  });

  test('is asked for by name', async () => {
    expect(await toguna(...SMALL, '--out', '')).toMatchObject({ code: 2, stdout: '' });
  });

  test.each([[], ['--json']])('after the run keeps the table %s', async (...json) => {
    const plain = await toguna(...SMALL, ...json);
    const out = join(temporaryFolder(), 'out');
    mkdirSync(join(out, 'worlds.csv'), { recursive: true });
    const ended = await toguna(...SMALL, '--out', out, ...json);
    expect(ended.stdout).toBe(plain.stdout);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(
      /^toguna stopped: cannot write .*worlds\.csv: a folder of that name/,
    );
    expect(readdirSync(out)).toEqual(['worlds.csv']);
  });

  test('after a fit keeps the report, and after scoring the scores', async () => {
    const fit = calibrationFolder();
    mkdirSync(join(fit, 'posterior.svg'));
    const file = join(fit, 'c.yaml');
    const calibrated = await toguna('calibrate', file, '-q');
    expect(calibrated.code).toBe(1);
    expect(calibrated.stdout).toContain('largest R-hat');
    expect(calibrated.stderr).toContain('posterior.svg: a folder of that name is in the way');
    // Nothing of the posterior is there, and the fit need not be done again.
    expect(readdirSync(fit).sort()).toEqual([
      'c.yaml',
      'data.csv',
      'posterior.state.json',
      'posterior.svg',
    ]);
    const whole = calibrationFolder();
    expect((await toguna('calibrate', join(whole, 'c.yaml'), '-q')).code).toBe(0);
    mkdirSync(join(whole, 'out', 'score.svg'), { recursive: true });
    const out = join(whole, 'out');
    const scored = await toguna('score', join(whole, 'c.yaml'), '-q', '--out', out);
    expect(scored.code).toBe(1);
    expect(scored.stdout).toContain('scored from 2 to 3');
    expect(readdirSync(out)).toEqual(['score.svg']);
    const nowhere = await toguna('score', join(whole, 'c.yaml'), '-q', '--out', 'package.json');
    expect(nowhere).toMatchObject({ code: 1, stdout: '' });
  });

  test('is named where a new file has none', async () => {
    const ended = await toguna('new', 'model', '--out', join(folder, 'gone', 'm.yaml'));
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`there is no folder ${join(folder, 'gone')}`);
  });
});

describe('a signal', () => {
  const codes = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const;

  /** A host that is sent a signal when a command begins to listen for the nth time. */
  function interrupted(name: NodeJS.Signals, nth: number): TestHost {
    const host = new TestHost();
    let times = 0;
    host.listening = (signal, listener) => {
      if (signal === name && ++times === nth) listener(signal);
    };
    return host;
  }

  test.each(codes)(
    '%s before a world is whole: exit %i, and what is there stays',
    async (name, code) => {
      const out = join(temporaryFolder(), 'out');
      await toguna(...SMALL, '--out', out);
      const before = readFileSync(join(out, 'manifest.json'), 'utf8');
      const ended = await togunaOn(interrupted(name, 1), ...SMALL, '--seed', 'b', '--out', out);
      expect(ended).toMatchObject({ code, stdout: '' });
      expect(ended.stderr).toBe(
        'interrupted before the first world was whole: nothing was written\n',
      );
      expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe(before);
    },
  );

  test.each(codes)(
    '%s while files are written: exit %i, the table, and the old files',
    async (name, code) => {
      const out = join(temporaryFolder(), 'out');
      await toguna(...SMALL, '--out', out);
      const before = readFileSync(join(out, 'manifest.json'), 'utf8');
      const ended = await togunaOn(interrupted(name, 2), ...SMALL, '--out', out);
      expect(ended.code).toBe(code);
      expect(ended.stdout).toBe((await toguna(...SMALL)).stdout);
      expect(ended.stderr).toBe(`interrupted while writing: ${out} holds what it held before\n`);
      expect(readFileSync(join(out, 'manifest.json'), 'utf8')).toBe(before);
      expect(readdirSync(out).filter((one) => one.startsWith('.'))).toEqual([]);
    },
  );

  test.each(codes)('%s ends a fit with exit %i, and the fit goes on later', async (name, code) => {
    const [whole, cut] = [calibrationFolder(), calibrationFolder()];
    const file = join(cut, 'c.yaml');
    const ended = await togunaOn(interrupted(name, 1), 'calibrate', file, '-q');
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain('the same command goes on from there');
    expect((await toguna('calibrate', file, '-q')).code).toBe(0);
    await toguna('calibrate', join(whole, 'c.yaml'), '-q');
    const posterior = (folder: string) => readFileSync(join(folder, 'posterior.csv'), 'utf8');
    expect(posterior(cut)).toBe(posterior(whole));
  });

  test('that comes twice ends the program at once; npm telling of one press twice does not', async () => {
    const once = new TestHost();
    once.listening = (signal, listener) => {
      if (signal !== 'SIGINT') return;
      listener(signal);
      listener(signal);
    };
    await togunaOn(once, ...SMALL);
    expect(once.exited).toBeUndefined();
    const twice = new TestHost();
    twice.listening = (signal, listener) => {
      if (signal === 'SIGHUP') return;
      listener(signal);
    };
    await togunaOn(twice, ...SMALL);
    expect(twice.exited).toBe(143);
  });
});

describe('options', () => {
  const whole = ['run', MODEL, '--worlds', '2', '--seed', 'a', '-q', '--lang', 'fr'];
  test.each([
    [['--lang', 'fr', 'run', MODEL, '--worlds', '2', '--seed', 'a', '-q']],
    [['--lang=fr', '--worlds=2', '--seed', 'a', '-q', 'run', MODEL]],
    [['-n', '2', '--lang', 'fr', 'run', '--seed', 'a', MODEL, '--debug', '-q']],
    [['-n2', '--debug', 'run', '--seed', 'a', '-q', '--lang', 'fr', '--', MODEL]],
  ])('are taken anywhere: %j', async (args) => {
    const ended = await toguna(...args);
    expect(ended).toEqual(await toguna(...whole));
    expect(ended.stdout).toContain('médiane');
  });

  test.each([
    ['run', MODEL],
    ['explore', MODEL],
    ['check', MODEL],
    ['explain', MODEL],
    ['schema', 'model'],
    ['new', 'model'],
    ['tour'],
    ['calibrate', 'gone.yaml'],
    ['score', 'gone.yaml'],
  ])('of all commands are taken by %s and stand in its help', async (name, ...rest) => {
    const { stderr } = await toguna(name, ...rest, '--debug', '--lang', 'fr');
    expect(stderr).not.toContain('unknown option');
    const { stdout } = await toguna(name, '--help');
    expect(stdout).toContain('--debug');
    expect(stdout).toContain('--lang <language>');
  });

  test('that a command does not have are an error before it too', async () => {
    const ended = await toguna('--worlds', '2', 'check', MODEL);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain("unknown option '--worlds'");
  });

  test('help of a command is found both ways', async () => {
    const asked = await toguna('help', 'run');
    expect(asked).toEqual(await toguna('run', '--help'));
    expect(asked.stdout).toContain('Usage: toguna run');
    expect(await toguna('help')).toEqual(await toguna('--help'));
    expect(await toguna('help', 'rnu')).toMatchObject({ code: 2, stdout: '' });
  });

  test('--debug shows where an error arose, and nothing else does', async () => {
    const wrong = [...SMALL, '--out', 'package.json'];
    expect((await toguna(...wrong)).stderr.split('\n')).toHaveLength(2);
    expect((await toguna(...wrong, '--debug')).stderr).toMatch(/\n\s+at /);
  });
});

describe('a folder', () => {
  test('stands for the scenario files in it', async () => {
    const folder = smallFolder();
    const files = ['base', 'works'].map((name) => join(folder, 's', `${name}.yaml`));
    writeFileSync(join(folder, 's', 'notes.txt'), 'mine');
    const named = await toguna('run', ...files, '--worlds', '2', '-q');
    expect(named.code).toBe(0);
    for (const path of [join(folder, 's'), `${join(folder, 's')}/`])
      expect(await toguna('run', path, '--worlds', '2', '-q')).toEqual(named);
    const checked = await toguna('check', join(folder, 's'));
    expect(checked.code).toBe(0);
    expect(checked.stderr.trim().split('\n')).toHaveLength(2);
  });

  test('stands for the model in it', async () => {
    const folder = temporaryFolder();
    cpSync(join(ROOT, MODEL), join(folder, 'one.yaml'));
    const named = await toguna('run', join(folder, 'one.yaml'), '-q');
    expect(await toguna('run', folder, '-q')).toEqual(named);
    const small = join(smallFolder(), 'models', 'small');
    expect(await toguna('run', small, '-n', '1', '-q')).toEqual(
      await toguna('run', join(small, 'model.yaml'), '-n', '1', '-q'),
    );
  });

  test('of models is checked, each once', async () => {
    const folder = temporaryFolder();
    for (const name of ['lanchester_square_1916', 'udwadia_2006'])
      for (const end of ['yaml', 'checks.yaml'])
        cpSync(join(ROOT, 'models/library', `${name}.${end}`), join(folder, `${name}.${end}`));
    const { code, stdout, stderr } = await toguna('check', folder);
    expect(code).toBe(0);
    expect(stderr.match(/a model with/g)).toHaveLength(2);
    expect(stdout).toMatch(/checks passed/);
  });

  test('without any names those below that have some', async () => {
    const ended = await toguna('run', 'scenarios');
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('the folder scenarios holds no scenario files');
    expect(ended.stderr).toMatch(/expected: one of .*scenarios\/mali/);
  });
});

describe('the version', () => {
  const before = process.env.npm_package_version;
  afterEach(() => {
    if (before === undefined) delete process.env.npm_package_version;
    else process.env.npm_package_version = before;
  });

  test('is that of toguna, inside a script of another package too', async () => {
    const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
    const { version } = JSON.parse(text) as { version: string };
    process.env.npm_package_version = '9.9.9';
    expect((await toguna('--version')).stdout).toBe(`${version}\n`);
    const out = join(temporaryFolder(), 'out');
    await toguna(...SMALL, '--out', out);
    const manifest = readFileSync(join(out, 'manifest.json'), 'utf8');
    expect(JSON.parse(manifest)).toMatchObject({ versions: { toguna: version } });
  });
});
