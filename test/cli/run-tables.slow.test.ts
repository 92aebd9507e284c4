import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, toguna } from './program.js';

const MALI = ['scenarios/mali/baseline.yaml', 'scenarios/mali/jobs_first.yaml'];

const ARMS = `title: Rare massacres
time: {unit: month, start: 0, end: 12}
units: unchecked
parameters:
  chance: {title: Chance of a massacre a year, value: 0.02, grade: assumed}
levers:
  arms: {title: Arms for militias, max: 1}
stocks:
  dead: {initial: 0, inflows: [killed]}
flows:
  killed: {equation: "1000 * bernoulli(chance / 12 * (1 + arms))"}
metrics:
  massacre: {title: Killed in massacres, equation: killed, over_time: sum, better: lower}
`;

function armsFolder(model = ARMS): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'arms.yaml'), model);
  writeFileSync(
    join(folder, 'base.yaml'),
    'title: Nothing new\nmodel: ./arms.yaml\nbaseline: true\n',
  );
  writeFileSync(
    join(folder, 'armed.yaml'),
    'title: Arms\nextends: base\npolicy: {a: {lever: arms, level: 1}}\n',
  );
  return folder;
}

test('what is rare and terrible is in the table, in JSON and in the files', () => {
  const folder = armsFolder();
  const files = [join(folder, 'base.yaml'), join(folder, 'armed.yaml')];
  const out = join(folder, 'out');
  const ended = toguna('run', ...files, '--worlds', '1000', '--out', out, '-q');
  expect(ended.stdout).toMatch(/Nothing new .*mean \d+/);
  expect(ended.stdout).toMatch(/Arms .*mean \d+ .*mean \+\d+/);
  const json = JSON.parse(toguna('run', ...files, '--worlds', '1000', '--json', '-q').stdout);
  expect(json.comparisons[1]).toMatchObject({ metric: 'massacre', median: 0, p95: 0 });
  expect(json.comparisons[1].differenceMean).toBeGreaterThan(0);
  const [head, , armed] = readFileSync(join(out, 'comparison.csv'), 'utf8').split('\n');
  const at = (name: string) => armed!.split(',')[head!.split(',').indexOf(name)];
  expect(Number(at('difference_mean'))).toBe(json.comparisons[1].differenceMean);
  expect(Number(at('share_worse'))).toBe(json.comparisons[1].worseWorlds / 1000);
});

test('nobody killed is a result, not the lack of one', () => {
  const folder = armsFolder(ARMS.replace('value: 0.02', 'value: 0'));
  const ended = toguna('run', join(folder, 'base.yaml'), join(folder, 'armed.yaml'), '-q');
  expect(ended.stdout).toMatch(/Killed in massacres.*\n.*\n +Nothing new +0 +0 to 0\n +Arms +0/);
});

test('--variables writes variables at all their elements, once their names are right', () => {
  const out = join(temporaryFolder(), 'out');
  const run = (...more: string[]) => toguna('run', MALI[0]!, '--worlds', '2', '-q', ...more);
  const wrong = run('--out', out, '--variables', 'fightrs,trust,cost', '--sort', 'civilian_death');
  expect(wrong.code).toBe(2);
  expect(wrong.stdout).toBe('');
  expect(wrong.stderr).toMatch(/--variables:1:1: error: there is no variable "fightrs"/);
  expect(wrong.stderr).toMatch(/did you mean: fighters/);
  expect(wrong.stderr).toMatch(/--variables:1:15: error: there is no variable "cost"/);
  expect(wrong.stderr).toMatch(/a variable; this is a metric/);
  expect(wrong.stderr).toMatch(/there is no metric "civilian_death"/);
  expect(existsSync(out)).toBe(false);
  expect(run('--out', out, '--variables', 'fighters, trust').code).toBe(0);
  const [head, ...rows] = readFileSync(join(out, 'detail.csv'), 'utf8').trim().split('\n');
  expect(head).toMatch(
    /^scenario,variable,region,group,.*month,mean,p05,p25,median,p75,p95,worlds,unit$/,
  );
  expect(new Set(rows.map((row) => row.split(',')[1]))).toEqual(new Set(['fighters', 'trust']));
});

test('--detail regions writes what the model reports; without --out that is a slip', () => {
  const out = join(temporaryFolder(), 'out');
  const run = (...more: string[]) =>
    toguna('run', MALI[0]!, '--worlds', '1', '-q', '--detail', 'regions', ...more);
  const slip = run('--long');
  expect(slip.code).toBe(2);
  expect(slip.stderr).toMatch(/--detail says what is written, and nothing is/);
  expect(slip.stderr).toMatch(/--long says what is written/);
  expect(run('--out', out, '--format', 'parquet').code).toBe(0);
  expect(readdirSync(out)).toContain('detail.parquet');
  expect(readFileSync(join(out, 'README.txt'), 'utf8')).toContain('detail.parquet');
});

test('few metrics are printed, and the others are named', () => {
  const run = (...more: string[]) => toguna('run', ...MALI, '--worlds', '2', '-q', ...more).stdout;
  const few = run();
  expect(few.split('\n').length).toBeLessThan(50);
  expect(few).toMatch(/not shown \(--all shows them\): .*Recruits/s);
  expect(few).toContain('15 parts of the cost');
  const all = run('--all');
  expect(all).toMatch(/^Recruits, person/m);
  expect(all).not.toContain('not shown');
  expect(all).toMatch(/^0 in every world of every scenario: .*Cost of talks/ms);
});

test('--sort ranks scenarios by what they change, the best first', () => {
  const { stdout } = toguna(
    ...['run', ...MALI, 'scenarios/mali/dialogue_first.yaml'],
    ...['--worlds', '20', '-q', '--sort', 'recruits'],
  );
  const block = stdout
    .slice(stdout.search(/^Recruits, person/m))
    .split('\n')
    .slice(2, 5);
  expect(block[0]).toContain('Mali, nothing new');
  const changes = block.slice(1).map((line) => /([+-][\d,.]+) /.exec(line.slice(30))?.[1] ?? '0');
  const numbers = changes.map((text) => Number(text.replace(',', '')));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});
