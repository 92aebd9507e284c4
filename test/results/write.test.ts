import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ensemble } from '../../src/ensemble/ensemble.js';
import { OutputError } from '../../src/results/output-error.js';
import { type WriteOptions, writeResults } from '../../src/results/write.js';
import { pilotModel, pilotScenario, smallEnsemble } from './small-ensemble.js';
import { readPackage } from './strict-package.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'toguna-results-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const plain: WriteOptions = {
  version: '0.1.0',
  inputs: [
    { path: 'scenarios/pilot/jobs.yaml', content: 'title: Ségou\n' },
    { path: 'models/pilot/model.yaml', content: Uint8Array.of(97, 98, 99) },
  ],
};
const out = () => join(root, 'a', 'out');
const write = (options: Partial<WriteOptions> = {}, ensemble = smallEnsemble()) =>
  writeResults(out(), ensemble, { ...plain, ...options });
const text = (name: string) => readFileSync(join(out(), name), 'utf8');
const json = (name: string) => JSON.parse(text(name));

describe('the files', () => {
  it('are all there, described and valid', async () => {
    const written = await write({ trajectories: 'csv' });
    const names = [
      'summary.csv',
      'metrics.csv',
      'comparison.csv',
      'worlds.csv',
      'trajectories.csv',
      'datapackage.json',
      'manifest.json',
    ];
    expect(written.map((file) => file.path)).toEqual(names);
    expect(readdirSync(out()).sort()).toEqual([...names].sort());
    for (const { path, bytes, sha256 } of written) {
      const found = readFileSync(join(out(), path));
      expect(bytes).toBe(found.byteLength);
      expect(sha256).toBe(createHash('sha256').update(found).digest('hex'));
    }
    const { description, tables } = readPackage(out());
    const described = description.resources.map((resource) => resource.path);
    expect([...described, 'datapackage.json'].sort()).toEqual([...names].sort());
    // 2 scenarios x (2 metrics + (1 + 4 elements) x 2 months) x 6 statistics; 2 x 5 worlds x 2 metrics;
    // 2 x 2; 5 worlds; (5 + 4 finished worlds) x 2 months x 5 elements.
    const counts = [...tables].map(([name, rows]) => [name, rows.length]);
    expect(Object.fromEntries(counts)).toEqual({
      summary: 144,
      metrics: 20,
      comparison: 4,
      worlds: 5,
      trajectories: 90,
    });
  });

  it('hold these small tables', async () => {
    await write();
    expect(text('comparison.csv')).toMatchInlineSnapshot(`
      "scenario,metric,baseline_median,median,difference_median,difference_p05,difference_p95,probability_better,worlds,unit
      baseline,deaths,30,30,0,0,0,0,5,person
      baseline,cost,0,0,0,0,0,,5,USD
      jobs,deaths,25,22.75,-1,-4.125,8.499999999999996,0.5,4,person
      jobs,cost,0,5,5,5,5,,4,USD
      "
    `);
    expect(text('metrics.csv')).toMatchInlineSnapshot(`
      "scenario,world,metric,value,unit
      baseline,0,deaths,10,person
      baseline,0,cost,0,USD
      baseline,1,deaths,20,person
      baseline,1,cost,0,USD
      baseline,2,deaths,30,person
      baseline,2,cost,0,USD
      baseline,3,deaths,40,person
      baseline,3,cost,0,USD
      baseline,4,deaths,50,person
      baseline,4,cost,0,USD
      jobs,0,deaths,8,person
      jobs,0,cost,5,USD
      jobs,1,deaths,20,person
      jobs,1,cost,5,USD
      jobs,2,deaths,25.5,person
      jobs,2,cost,5,USD
      jobs,3,deaths,,person
      jobs,3,cost,,USD
      jobs,4,deaths,60,person
      jobs,4,cost,5,USD
      "
    `);
    expect(text('worlds.csv')).toMatchInlineSnapshot(`
      "world,contact,spill[mopti]
      0,0.1,0.3333333333333333
      1,0.2,1e-7
      2,0.3,-2.5
      3,0.4,1e+21
      4,0.5,0
      "
    `);
    const lines = text('summary.csv').split('\n');
    expect(
      [...lines.slice(0, 7), ...lines.slice(13, 21), ...lines.slice(-8)].join('\n'),
    ).toMatchInlineSnapshot(`
      "scenario,variable,region,group,month,output_type,output_type_id,value,unit
      baseline,deaths,,,,mean,,30,person
      baseline,deaths,,,,quantile,0.05,12,person
      baseline,deaths,,,,quantile,0.25,20,person
      baseline,deaths,,,,quantile,0.5,30,person
      baseline,deaths,,,,quantile,0.75,40,person
      baseline,deaths,,,,quantile,0.95,48,person
      baseline,all_fighters,,,2022-12,mean,,116,person
      baseline,all_fighters,,,2022-12,quantile,0.05,101.6,person
      baseline,all_fighters,,,2022-12,quantile,0.25,108,person
      baseline,all_fighters,,,2022-12,quantile,0.5,116,person
      baseline,all_fighters,,,2022-12,quantile,0.75,124,person
      baseline,all_fighters,,,2022-12,quantile,0.95,130.4,person
      baseline,all_fighters,,,2023-01,mean,,116.25,person
      baseline,all_fighters,,,2023-01,quantile,0.05,101.85,person
      jobs,fighters,segou,is_sahel,2022-12,quantile,0.95,120.35,person
      jobs,fighters,segou,is_sahel,2023-01,mean,,105.75,person
      jobs,fighters,segou,is_sahel,2023-01,quantile,0.05,92.95,person
      jobs,fighters,segou,is_sahel,2023-01,quantile,0.25,97.75,person
      jobs,fighters,segou,is_sahel,2023-01,quantile,0.5,103.75,person
      jobs,fighters,segou,is_sahel,2023-01,quantile,0.75,111.75,person
      jobs,fighters,segou,is_sahel,2023-01,quantile,0.95,121.35,person
      "
    `);
  });

  it('hold the same numbers in summary, comparison and trajectories', async () => {
    await write({ trajectories: 'csv' });
    const { tables } = readPackage(out());
    const place = {
      scenario: 'jobs',
      variable: 'fighters',
      region: 'segou',
      group: 'jnim',
      month: '2023-01',
    };
    const at = (name: string) =>
      tables
        .get(name)!
        .filter((row) => Object.entries(place).every(([key, value]) => row[key] === value));
    // World w holds 90 + 8 w + point / 4; segou and jnim in the second month are point 6; world 3 failed.
    expect(at('trajectories').map((row) => [row.world, row.value])).toEqual([
      ['0', '91.5'],
      ['1', '99.5'],
      ['2', '107.5'],
      ['4', '123.5'],
    ]);
    const statistic = (id: string) => at('summary').find((row) => row.output_type_id === id)?.value;
    expect(statistic('')).toBe('105.5');
    expect(statistic('0.5')).toBe('103.5');
    const median = tables
      .get('summary')!
      .find(
        (row) =>
          row.scenario === 'baseline' && row.variable === 'deaths' && row.output_type_id === '0.5',
      );
    expect(median?.value).toBe(tables.get('comparison')![0]?.median);
  });

  it('are the same bytes the second time', async () => {
    const first = await write({ trajectories: 'parquet' });
    expect(await write({ trajectories: 'parquet' })).toEqual(first);
  });

  it('differ only in the manifest when the timings do', async () => {
    const first = await write({ timings: { run: 1.5 } });
    const second = await write({ timings: { run: 2.5 } });
    const changed = first.filter((file, i) => file.sha256 !== second[i]?.sha256);
    expect(changed.map((file) => file.path)).toEqual(['manifest.json']);
  });

  it('give titles in the language asked for', async () => {
    await write({ language: 'fr' });
    expect(json('datapackage.json').title).toBe('toguna: Le baseline · Le jobs');
    expect(json('manifest.json').scenarios[1].title).toBe('Le jobs');
  });
});

describe('trajectories.parquet', () => {
  it('holds what trajectories.csv holds', async () => {
    await write({ trajectories: 'csv' });
    const rows = readPackage(out()).tables.get('trajectories')!;
    await write({ trajectories: 'parquet' });
    const { description } = readPackage(out());
    expect(description.resources.map((one) => one.path)).toContain('trajectories.parquet');
    const bytes = readFileSync(join(out(), 'trajectories.parquet'));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const read = await parquetReadObjects({ file });
    expect(read).toEqual(
      rows.map((row) => ({ ...row, world: Number(row.world), value: Number(row.value) })),
    );
    expect(parquetMetadata(file).key_value_metadata).toEqual([
      { key: 'notice', value: 'scenario exploration, not a forecast; not for targeting' },
    ]);
  });

  it('is a valid file without rows too', async () => {
    await write({ trajectories: 'parquet' }, smallEnsemble({ completed: 0 }));
    const bytes = readFileSync(join(out(), 'trajectories.parquet'));
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    expect(await parquetReadObjects({ file })).toEqual([]);
    expect(parquetMetadata(file).schema.length).toBe(9);
  });
});

describe('manifest.json', () => {
  it('says what makes the result repeatable', async () => {
    await write({ timings: { run: 0.25 }, versions: { engine: 'reference' } });
    const { versions, platform, ...rest } = json('manifest.json');
    expect(versions).toEqual({ toguna: '0.1.0', node: process.versions.node, engine: 'reference' });
    expect(Object.keys(platform)).toEqual(['system', 'architecture']);
    expect(rest).toMatchInlineSnapshot(`
      {
        "completed_worlds": 5,
        "failures": [
          {
            "element": {
              "group": "jnim",
              "region": "segou",
            },
            "month": "2023-01",
            "operand": "fighters / 0",
            "scenario": "jobs",
            "value": "Infinity",
            "variable": "fighters",
            "world": 3,
          },
        ],
        "files": [
          "summary.csv",
          "metrics.csv",
          "comparison.csv",
          "worlds.csv",
          "datapackage.json",
        ],
        "inputs": [
          {
            "bytes": 3,
            "path": "models/pilot/model.yaml",
            "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          },
          {
            "bytes": 14,
            "path": "scenarios/pilot/jobs.yaml",
            "sha256": "9744325c9e594aa550ec5dcbfe14e0f0d19bfbeb6028344c54ef932f362b0256",
          },
        ],
        "notice": "scenario exploration, not a forecast; not for targeting",
        "partial": false,
        "plan": {
          "design": "latin_hypercube",
          "parameters": 2,
          "worlds": 5,
        },
        "scenarios": [
          {
            "assumptions": [],
            "events": [],
            "extends": [],
            "failed_worlds": 0,
            "file": "scenarios/pilot/baseline.yaml",
            "from": "2022-12",
            "interventions": [],
            "model": {
              "file": "models/pilot/model.yaml",
              "name": "pilot",
            },
            "name": "baseline",
            "title": "The baseline",
            "to": "2023-01",
            "worlds": 5,
          },
          {
            "assumptions": [],
            "events": [],
            "extends": [],
            "failed_worlds": 1,
            "file": "scenarios/pilot/jobs.yaml",
            "from": "2022-12",
            "interventions": [],
            "model": {
              "file": "models/pilot/model.yaml",
              "name": "pilot",
            },
            "name": "jobs",
            "title": "The jobs",
            "to": "2023-01",
            "worlds": 4,
          },
        ],
        "seed": "demo",
        "spread_on_assumed_numbers": [],
        "timings_seconds": {
          "run": 0.25,
        },
        "units_unchecked": [],
      }
    `);
  });

  it('hashes inputs as published for SHA-256', async () => {
    await write();
    // FIPS 180-2, appendix B.1: the message "abc".
    expect(json('manifest.json').inputs[0].sha256).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('names the models whose units are unchecked, and gives them no unit', async () => {
    const model = pilotModel({ unitsChecked: false });
    const bare = model.metrics.map((one) => ({ ...one, unit: new Map() }));
    await write({}, smallEnsemble({}, { ...model, metrics: bare }));
    expect(json('manifest.json').units_unchecked).toEqual(['pilot']);
    expect(readPackage(out()).tables.get('metrics')![0]?.unit).toBe('');
  });
});

describe('a partial ensemble', () => {
  it('says so, and every file has the completed worlds only', async () => {
    await write({ trajectories: 'csv' }, smallEnsemble({ completed: 3 }));
    const { description, tables } = readPackage(out());
    expect(description.description).toContain('Partial: 3 of 5 worlds ran.');
    expect(json('manifest.json')).toMatchObject({
      partial: true,
      completed_worlds: 3,
      failures: [],
    });
    expect(tables.get('worlds')!.map((row) => row.world)).toEqual(['0', '1', '2']);
    for (const name of ['metrics', 'trajectories']) {
      expect(new Set(tables.get(name)!.map((row) => row.world))).toEqual(new Set(['0', '1', '2']));
    }
    expect(tables.get('comparison')!.map((row) => row.worlds)).toEqual(['3', '3', '3', '3']);
  });

  it('is valid when not one world ran', async () => {
    await write({ trajectories: 'csv' }, smallEnsemble({ completed: 0 }));
    const { tables } = readPackage(out());
    expect(tables.get('worlds')).toEqual([]);
    expect(tables.get('comparison')![2]).toMatchObject({
      median: '',
      probability_better: '',
      worlds: '0',
    });
  });
});

describe('names', () => {
  function renamed(ensemble: Ensemble, name: string): Ensemble {
    const [baseline, jobs] = ensemble.scenarios;
    const scenario = { ...jobs!.scenario, name };
    return { ...ensemble, scenarios: [baseline!, { ...jobs!, scenario }] };
  }

  it('of scenarios never become formulas', async () => {
    await write({}, renamed(smallEnsemble(), '=cmd|" /C calc"!A0'));
    const { tables } = readPackage(out());
    expect(tables.get('metrics')![10]?.scenario).toBe('\'=cmd|" /C calc"!A0');
    expect(text('summary.csv')).toContain('\n"\'=cmd|"" /C calc""!A0",deaths,');
  });

  it('of dimensions and parameters that are names of columns too get a word behind them', async () => {
    const model = pilotModel();
    const region = model.dimensions.get('region')!;
    const dimensions = new Map([...model.dimensions, ['value', { ...region, name: 'value' }]]);
    const fighters = { ...model.variables.get('fighters')!, dims: ['value', 'group'] };
    const variables = new Map([...model.variables, ['fighters', fighters]]);
    const ensemble = smallEnsemble({}, { ...model, dimensions, variables });
    const worlds = { ...ensemble.worlds, columns: ['world', 'spill[mopti]'] };
    await write({ trajectories: 'csv' }, { ...ensemble, worlds });
    const { tables } = readPackage(out());
    expect(text('worlds.csv')).toMatch(/^world,world_parameter,spill\[mopti\]\n/);
    expect(text('summary.csv')).toMatch(/^scenario,variable,region,group,value_dimension,month,/);
    expect(tables.get('trajectories')!.at(-1)).toMatchObject({
      region: '',
      value_dimension: 'segou',
    });
  });
});

describe('a model in plain numbers', () => {
  it('has a column time, and says time in the manifest', async () => {
    const time = { ...pilotModel().time, calendar: undefined, unit: 'year' };
    const { calendar: _, ...plainTime } = time;
    const model = pilotModel({ time: plainTime });
    const ensemble = smallEnsemble({}, model);
    const horizon = { ...ensemble.scenarios[0]!.scenario.horizon, start: 0.5, report: 0.25 };
    const scenarios = ensemble.scenarios.map((runs) => ({
      ...runs,
      scenario: pilotScenario(runs.scenario.name, model, { horizon }),
    }));
    await write({ trajectories: 'parquet' }, { ...ensemble, scenarios });
    const { description, tables } = readPackage(out());
    const times = new Set(tables.get('summary')!.map((row) => row.time));
    expect([...times]).toEqual(['', '0.5', '0.75']);
    const summary = description.resources[0]!;
    expect(
      'schema' in summary && summary.schema.fields.find((one) => one.name === 'time'),
    ).toMatchObject({
      type: 'number',
      unit: 'year',
    });
    expect(json('manifest.json').failures[0]).toMatchObject({ time: '12' });
    expect(json('manifest.json').scenarios[0]).toMatchObject({ from: '0.5', to: '0.75' });
  });
});

describe('sources', () => {
  it('are the papers of the models, the evidence they name, and what the caller adds', async () => {
    await write({ sources: [{ title: 'UCDP GED 24.1' }], licences: [{ name: 'CC-BY-4.0' }] });
    const { description } = readPackage(out());
    expect(description.licenses).toEqual([{ name: 'CC-BY-4.0' }]);
    expect(description.sources).toEqual([
      { title: 'Model Pilot: Author (2020). A paper.' },
      { title: 'Survey, "Sahel" (2021)', path: 'https://example.org/survey' },
      { title: 'UCDP GED 24.1' },
    ]);
  });
});

describe('writing', () => {
  it('replaces its own files and touches nothing else', async () => {
    mkdirSync(out(), { recursive: true });
    writeFileSync(join(out(), 'notes.txt'), 'mine');
    writeFileSync(join(out(), 'worlds.csv'), 'old');
    writeFileSync(
      join(out(), `.worlds.csv.${process.pid}-0.tmp`),
      'left by a program that was killed',
    );
    await write();
    expect(text('notes.txt')).toBe('mine');
    expect(text('worlds.csv')).toMatch(/^world,/);
    expect(text(`.worlds.csv.${process.pid}-0.tmp`)).toBe('left by a program that was killed');
    expect(readdirSync(out()).filter((name) => name.endsWith('.tmp'))).toHaveLength(1);
  });

  it('refuses a folder that is a file', async () => {
    const file = join(root, 'file');
    writeFileSync(file, 'mine');
    const error = await writeResults(file, smallEnsemble(), plain).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(OutputError);
    expect(error.message).toBe(`cannot write into ${file}: it is a file, not a folder`);
    const inside = join(file, 'out');
    await expect(writeResults(inside, smallEnsemble(), plain)).rejects.toThrow(
      `cannot write ${inside}: part of the path is a file, not a folder`,
    );
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('leaves the old file and no temporary one when it fails', async () => {
    mkdirSync(join(out(), 'metrics.csv'), { recursive: true });
    const target = join(out(), 'metrics.csv');
    await expect(write()).rejects.toThrow(
      `cannot write ${target}: a folder of that name is in the way`,
    );
    expect(readdirSync(out()).sort()).toEqual(['metrics.csv']);
  });

  it('keeps the old file when rows cannot be made', async () => {
    mkdirSync(out(), { recursive: true });
    writeFileSync(join(out(), 'worlds.csv'), 'old');
    const ensemble = smallEnsemble();
    const values = {
      subarray: () => {
        throw new Error('no rows');
      },
    } as unknown as Float64Array;
    await expect(
      write({}, { ...ensemble, worlds: { ...ensemble.worlds, values } }),
    ).rejects.toThrow('no rows');
    expect(text('worlds.csv')).toBe('old');
    expect(readdirSync(out()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('refuses a folder without permission', async () => {
    mkdirSync(out(), { recursive: true, mode: 0o500 });
    await expect(write()).rejects.toThrow('there is no permission to write there');
  });
});
