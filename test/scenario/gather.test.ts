import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { readModel } from '../../src/model/read.js';
import type { GatherOptions } from '../../src/scenario/gather.js';
import { readScenarios, scenariosOfModel } from '../../src/scenario/gather.js';
import { createReaders } from '../../src/scenario/read.js';
import { levels, MODEL, path, problemsOf } from './small-model.js';

const TEXTS: Record<string, string> = {
  'base.yaml': 'model: small\npolicy: {work: {lever: jobs, level: 10}}\n',
  'a.yaml': 'extends: base\n',
  'b.yaml': 'extends: a\n',
  'c.yaml': 'extends: base\n',
  'alone.yaml': 'model: small\n',
};

function gather(names: string[], options: GatherOptions = {}, texts: Record<string, string> = {}) {
  const all = { ...TEXTS, ...texts };
  const files = new TextFiles({
    'models/small/model.yaml': MODEL,
    'models/other/model.yaml': MODEL,
    ...Object.fromEntries(Object.entries(all).map(([name, text]) => [`s/${name}`, text])),
  });
  const diagnostics = new Diagnostics();
  const paths = names.map((name) => `s/${name}.yaml`);
  const readers = createReaders(files, diagnostics);
  const scenarios = readScenarios(paths, readers, files, diagnostics, options);
  return { scenarios, problems: problemsOf(diagnostics) };
}

function namesOf(names: string[], options: GatherOptions = {}, texts: Record<string, string> = {}) {
  const { scenarios, problems } = gather(names, options, texts);
  return scenarios?.map((one) => one.name) ?? problems;
}

describe('the baseline', () => {
  it('comes first, and is read even when it was not given', () => {
    expect(namesOf(['a', 'base', 'c'])).toEqual(['base', 'a', 'c']);
    expect(namesOf(['a', 'c'])).toEqual(['base', 'a', 'c']);
    expect(namesOf(['b'])).toEqual(['base', 'b']);
  });
  it('is the nearest that all are or extend', () => {
    expect(namesOf(['b', 'a'])).toEqual(['a', 'b']);
    expect(namesOf(['b', 'c'])).toEqual(['base', 'b', 'c']);
  });
  it('is the first when they share nothing', () => {
    expect(namesOf(['alone', 'a'])).toEqual(['alone', 'a']);
    expect(namesOf(['alone'])).toEqual(['alone']);
    expect(namesOf(['a', 'a', 'a'])).toEqual(['base', 'a']);
  });
  it('is the one that says so, given or inherited', () => {
    const c = { 'c.yaml': 'extends: base\nbaseline: true\n' };
    expect(namesOf(['a', 'c'], {}, c)).toEqual(['c', 'a']);
    const a = { 'a.yaml': 'extends: base\nbaseline: true\n' };
    expect(namesOf(['b'], {}, a)).toEqual(['a', 'b']);
    expect(namesOf(['b', 'c'], {}, a)).toEqual(['a', 'b', 'c']);
  });
  it('is the one asked for, whatever the files say', () => {
    expect(namesOf(['a', 'base', 'c'], { baseline: 'c' })).toEqual(['c', 'a', 'base']);
    expect(namesOf(['b'], { baseline: 'a' })).toEqual(['a', 'b']);
    expect(namesOf(['b'], { baseline: 'alone' })).toEqual(['alone', 'b']);
    expect(namesOf(['a', 'c'], { baseline: 'bse' })).toEqual([
      '--baseline:1:1 error: there is no scenario "bse" among those given and what they extend; expected one of a, c, base, alone, b; nearest base',
    ]);
  });
  it('is only one', () => {
    const two = {
      'a.yaml': 'extends: base\nbaseline: true\n',
      'c.yaml': 'extends: base\nbaseline: true\n',
    };
    expect(namesOf(['a', 'c'], {}, two)).toEqual([
      's/c.yaml:2:11 error: c says that it is the baseline, and so does a; expected one scenario with baseline: true',
    ]);
  });
});

describe('scenarios that are compared', () => {
  it('have names that differ', () => {
    const problems = namesOf(['a', 'x/a'], {}, { 'x/a.yaml': 'model: small\n' });
    expect(problems).toEqual([
      's/x/a.yaml:1:1 error: two scenarios are called a: s/a.yaml and s/x/a.yaml; expected file names that differ',
    ]);
  });
  it('share a model', () => {
    const problems = namesOf(['alone', 'd'], {}, { 'd.yaml': 'title: D\nmodel: other\n' });
    expect(problems).toEqual([
      's/d.yaml:2:8 error: d uses the model other (models/other/model.yaml), the baseline alone uses small (models/small/model.yaml); expected scenarios of one model',
    ]);
  });
  it('are warned of when they cover other months', () => {
    const { scenarios, problems } = gather(
      ['base', 'a'],
      {},
      { 'a.yaml': 'extends: base\nto: 2022-06\n' },
    );
    expect(scenarios).toHaveLength(2);
    expect(problems).toEqual([
      's/a.yaml:1:1 warning: a runs from 2022-01 to 2022-06, the baseline from 2022-01 to 2022-12: what is summed over time is not alike',
    ]);
  });
  it('have all their problems reported at once', () => {
    const broken = {
      'a.yaml': 'extends: base\npolicy: {work: {level: x}}\n',
      'c.yaml': 'extends: base\npolicy: {work: {regions: [nowhere]}}\n',
    };
    expect(gather(['a', 'c', 'zz'], {}, broken).problems).toHaveLength(3);
  });
});

describe('a quick what-if', () => {
  const set = (...texts: string[]) => gather(['base'], { set: texts });

  it('adds a scenario that holds levers at a level from the start', () => {
    const { scenarios, problems } = set('jobs=40@south', 'talks=0.7');
    expect(problems).toEqual([]);
    const [base, whatIf] = scenarios ?? [];
    if (base === undefined || whatIf === undefined) throw new Error('no scenario');
    expect(whatIf).toMatchObject({
      name: 'set',
      title: 'jobs=40@south, talks=0.7',
      ancestors: ['base'],
      file: 's/base.yaml',
    });
    // In the south the level is 40, not 10 more; in the north the baseline's policy goes on.
    expect(levels(whatIf, 'jobs', 1)).toEqual(new Array(12).fill(40));
    expect(levels(whatIf, 'jobs', 0)).toEqual(new Array(12).fill(10));
    expect(levels(whatIf, 'talks')).toEqual(new Array(12).fill(0.7));
    expect(levels(base, 'jobs', 1)).toEqual(new Array(12).fill(10));
  });

  it('holds where a trigger would have acted, and leaves the trigger alone elsewhere', () => {
    const texts = {
      'base.yaml':
        'model: small\npolicy: {work: {lever: jobs, level: 10, when: {variable: fighters, above: 1}}}\n',
    };
    const { scenarios } = gather(['base'], { set: ['jobs=40@south'] }, texts);
    const whatIf = scenarios?.[1];
    expect(whatIf && path(whatIf, 'jobs', 1)).toEqual(new Array(12).fill(40));
    expect(whatIf && path(whatIf, 'jobs', 0)).toEqual([0, ...new Array(11).fill(10)]);
  });

  it('finds a name that is free', () => {
    expect(
      namesOf(['base', 'set'], { set: ['jobs=1'] }, { 'set.yaml': 'extends: base\n' }),
    ).toEqual(['base', 'set', 'set_2']);
  });

  it.each([
    [
      'jobs',
      '1:1 error: --set cannot read "jobs"; expected lever=level or lever=level@region+region, such as jobs=4000@mopti+segou, without spaces or in quotes',
    ],
    [
      'jobs=',
      '1:1 error: --set cannot read "jobs="; expected lever=level or lever=level@region+region, such as jobs=4000@mopti+segou, without spaces or in quotes',
    ],
    [
      'job=1',
      '1:1 error: the model small has no lever "job"; expected one of jobs, talks, posts; nearest jobs',
    ],
    [
      'jobs=many',
      '1:6 error: "many" is not a number; expected lever=level or lever=level@region+region, such as jobs=4000@mopti+segou',
    ],
    ['jobs=101', '1:6 error: jobs cannot be 101; expected 0 to 100 person'],
    [
      'jobs=1@north+sout',
      '1:14 error: region has no element "sout"; expected one of north, south; nearest south',
    ],
    [
      'jobs=1@',
      '1:8 error: a region is missing here; expected lever=level or lever=level@region+region, such as jobs=4000@mopti+segou',
    ],
    [
      'talks=1@north',
      '1:9 error: talks is one number, not one for each region; expected talks=level',
    ],
  ])('says what is wrong with %s', (text, problem) => {
    expect(set(text).problems).toEqual([`--set:${problem}`]);
  });

  it('does not set a lever twice', () => {
    expect(set('jobs=1@north', 'jobs=2').problems).toEqual([
      '--set:2:1 error: jobs=1@north and jobs=2 set the same lever twice',
    ]);
    expect(set('jobs=1@north', 'jobs=2@south').problems).toEqual([]);
  });

  it('picks elements of any dimension', () => {
    const whatIf = set('posts=2@south+red').scenarios?.[1];
    const first = [0, 1, 2, 3].map((element) => whatIf && levels(whatIf, 'posts', element)[0]);
    expect(first).toEqual([0, 0, 2, 0]);
  });
});

describe('a model on its own', () => {
  const files = new TextFiles({ 'models/small/model.yaml': MODEL });
  const alone = (...set: string[]) => {
    const diagnostics = new Diagnostics();
    const model = readModel('models/small/model.yaml', files, diagnostics);
    const scenarios = model && scenariosOfModel(model, files, diagnostics, { set });
    return { scenarios, problems: problemsOf(diagnostics) };
  };

  it('is its own baseline', () => {
    const [only, ...rest] = alone().scenarios ?? [];
    expect(rest).toEqual([]);
    expect(only).toMatchObject({
      name: 'small',
      title: 'Small',
      files: ['models/small/model.yaml'],
    });
    expect(only?.model).toBe(only?.base);
  });

  it('can be asked what if, region by region', () => {
    const whatIf = alone('jobs=1@north', 'jobs=2@south').scenarios?.[1];
    expect(whatIf?.ancestors).toEqual(['small']);
    expect(whatIf && [0, 1].map((element) => levels(whatIf, 'jobs', element)[5])).toEqual([1, 2]);
    expect(alone('jobs=-1').problems).toEqual([
      '--set:1:6 error: jobs cannot be -1; expected 0 to 100 person',
    ]);
  });
});
