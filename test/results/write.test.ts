import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ensemble } from '../../src/ensemble/ensemble.js';
import { OutputError } from '../../src/results/output-error.js';
import { tellLarge, type WriteOptions, writeResults } from '../../src/results/write.js';
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
const REPORTED = ['all_fighters', 'fighters'];
const paths = (format: 'csv' | 'parquet') => ({ format, variables: REPORTED });
const out = () => join(root, 'a', 'out');
const write = (options: Partial<WriteOptions> = {}, ensemble = smallEnsemble()) =>
  writeResults(out(), ensemble, { ...plain, ...options });
const text = (name: string) => readFileSync(join(out(), name), 'utf8');
const json = (name: string) => JSON.parse(text(name));

describe('the files', () => {
  it('are all there, described and valid', async () => {
    const written = await write({ detail: REPORTED, trajectories: paths('csv') });
    const names = [
      'comparison.csv',
      'summary.csv',
      'metrics.csv',
      'worlds.csv',
      'codebook.csv',
      'detail.csv',
      'trajectories.csv',
      'README.txt',
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
    expect([...described, 'README.txt', 'datapackage.json'].sort()).toEqual([...names].sort());
    // 2 scenarios x 2 metrics; x 2 months; 2 x 5 worlds; 5 worlds; 2 scenarios, 2 metrics, 2 variables with 2 x 2
    // elements, and 2 parameters; 2 x (1 + 4 elements) x 2 months; (5 + 4 finished worlds) x 2 months x 5 elements.
    const counts = [...tables].map(([name, rows]) => [name, rows.length]);
    expect(Object.fromEntries(counts)).toEqual({
      comparison: 4,
      summary: 8,
      metrics: 10,
      worlds: 5,
      codebook: 12,
      detail: 20,
      trajectories: 90,
    });
  });

  it('hold these small tables', async () => {
    await write();
    expect(text('comparison.csv')).toMatchInlineSnapshot(`
      "scenario,scenario_title,metric,metric_title,unit,better,worlds,mean,p05,p25,median,p75,p95,baseline_mean,baseline_median,difference_mean,difference_median,difference_p05,difference_p25,difference_p75,difference_p95,share_better,share_worse,share_equal,alarm,policy_does_harm
      baseline,The baseline,deaths,Civilian deaths,person,lower,5,30,12,20,30,40,48,30,30,0,0,0,0,0,0,0,0,1,,false
      baseline,The baseline,cost,Cost,USD,neither,5,0,0,0,0,0,0,0,0,0,0,0,0,0,0,,,1,,false
      jobs,The jobs,deaths,Civilian deaths,person,lower,4,28.375,9.8,17,22.75,34.125,54.825,27.5,25,0.875,-1,-4.125,-2.625,2.5,8.5,0.5,0.25,0.25,,false
      jobs,The jobs,cost,Cost,USD,neither,4,5,5,5,5,5,5,0,0,5,5,5,5,5,5,,,0,,false
      "
    `);
    expect(text('metrics.csv')).toMatchInlineSnapshot(`
      "scenario,world,deaths,cost
      baseline,0,10,0
      baseline,1,20,0
      baseline,2,30,0
      baseline,3,40,0
      baseline,4,50,0
      jobs,0,8,5
      jobs,1,20,5
      jobs,2,25.5,5
      jobs,3,,
      jobs,4,60,5
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
    expect(text('summary.csv')).toMatchInlineSnapshot(`
      "scenario,metric,month,mean,p05,p25,median,p75,p95,worlds,unit
      baseline,deaths,2022-12,26,11.6,18,26,34,40.4,5,person/month
      baseline,deaths,2023-01,26.25,11.85,18.25,26.25,34.25,40.65,5,person/month
      baseline,cost,2022-12,16,1.6,8,16,24,30.4,5,USD
      baseline,cost,2023-01,16.25,1.85,8.25,16.25,24.25,30.65,5,USD
      jobs,deaths,2022-12,23,10.2,15,21,29,38.6,4,person/month
      jobs,deaths,2023-01,23.25,10.45,15.25,21.25,29.25,38.85,4,person/month
      jobs,cost,2022-12,14,1.2,6,12,20,29.6,4,USD
      jobs,cost,2023-01,14.25,1.45,6.25,12.25,20.25,29.85,4,USD
      "
    `);
    expect(text('codebook.csv')).toMatchInlineSnapshot(`
      "kind,name,title,unit,note
      scenario,baseline,The baseline,,
      scenario,jobs,The jobs,,
      metric,deaths,Civilian deaths,person,
      metric,cost,Cost,USD,
      parameter,contact,Contact rate,1/month,
      parameter,spill[mopti],Weight of neighbours,1,assumed
      "
    `);
  });

  it('hold variables at each element on request', async () => {
    await write({ detail: REPORTED });
    const lines = text('detail.csv').split('\n');
    expect([...lines.slice(0, 5), ...lines.slice(-4)].join('\n')).toMatchInlineSnapshot(`
      "scenario,variable,region,group,month,mean,p05,p25,median,p75,p95,worlds,unit
      baseline,all_fighters,,,2022-12,116,101.6,108,116,124,130.4,5,person
      baseline,all_fighters,,,2023-01,116.25,101.85,108.25,116.25,124.25,130.65,5,person
      baseline,fighters,mopti,jnim,2022-12,116,101.6,108,116,124,130.4,5,person
      baseline,fighters,mopti,jnim,2023-01,117,102.6,109,117,125,131.4,5,person
      jobs,fighters,segou,jnim,2023-01,105.5,92.7,97.5,103.5,111.5,121.1,4,person
      jobs,fighters,segou,is_sahel,2022-12,104.75,91.95,96.75,102.75,110.75,120.35,4,person
      jobs,fighters,segou,is_sahel,2023-01,105.75,92.95,97.75,103.75,111.75,121.35,4,person
      "
    `);
    const dims = readPackage(out())
      .tables.get('codebook')!
      .filter((row) => row.kind === 'element')
      .map((row) => [row.name, row.title, row.note]);
    expect(dims).toEqual([
      ['mopti', 'Mopti', 'region'],
      ['segou', 'Ségou', 'region'],
      ['jnim', 'JNIM', 'group'],
      ['is_sahel', 'IS Sahel', 'group'],
    ]);
  });

  it('hold one statistic a row on request, as hubs have it', async () => {
    await write({ detail: ['fighters'], shape: 'long' });
    expect(text('summary.csv').split('\n').slice(0, 14).join('\n')).toMatchInlineSnapshot(`
      "scenario,metric,month,output_type,output_type_id,value,unit
      baseline,deaths,,mean,,30,person
      baseline,deaths,,quantile,0.05,12,person
      baseline,deaths,,quantile,0.25,20,person
      baseline,deaths,,quantile,0.5,30,person
      baseline,deaths,,quantile,0.75,40,person
      baseline,deaths,,quantile,0.95,48,person
      baseline,deaths,2022-12,mean,,26,person/month
      baseline,deaths,2022-12,quantile,0.05,11.6,person/month
      baseline,deaths,2022-12,quantile,0.25,18,person/month
      baseline,deaths,2022-12,quantile,0.5,26,person/month
      baseline,deaths,2022-12,quantile,0.75,34,person/month
      baseline,deaths,2022-12,quantile,0.95,40.4,person/month
      baseline,deaths,2023-01,mean,,26.25,person/month"
    `);
    expect(text('detail.csv')).toMatch(
      /^scenario,variable,region,group,month,output_type,output_type_id,value,unit\n/,
    );
    // 2 scenarios x 2 metrics x (a whole run + 2 months) x 6 statistics; 2 x 4 elements x 2 months x 6.
    const { tables } = readPackage(out());
    expect([tables.get('summary')!.length, tables.get('detail')!.length]).toEqual([72, 96]);
  });

  it('hold the same numbers in detail, comparison, metrics and trajectories', async () => {
    await write({ detail: REPORTED, trajectories: paths('csv') });
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
    expect(at('detail')).toEqual([
      expect.objectContaining({ mean: '105.5', median: '103.5', worlds: '4', unit: 'person' }),
    ]);
    const deaths = tables.get('metrics')!.filter((row) => row.scenario === 'baseline');
    expect(deaths.map((row) => row.deaths).sort()[2]).toBe(tables.get('comparison')![0]?.median);
  });

  it('round statistics to six digits, and metrics of a world to nine', async () => {
    const ensemble = smallEnsemble();
    for (const runs of ensemble.scenarios) runs.metricValues[0] = 1_234_567.890_123_4;
    await write({}, ensemble);
    const { tables } = readPackage(out());
    expect(tables.get('metrics')![0]?.deaths).toBe('1234567.89');
    expect(tables.get('comparison')![0]?.mean).toBe('246942');
  });

  it('are the same bytes the second time', async () => {
    const first = await write({ trajectories: paths('parquet') });
    expect(await write({ trajectories: paths('parquet') })).toEqual(first);
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
    await write({ trajectories: paths('csv') });
    const rows = readPackage(out()).tables.get('trajectories')!;
    await write({ trajectories: paths('parquet') });
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
    await write({ trajectories: paths('parquet') }, smallEnsemble({ completed: 0 }));
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
          "comparison.csv",
          "summary.csv",
          "metrics.csv",
          "worlds.csv",
          "codebook.csv",
          "README.txt",
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
    expect(readPackage(out()).tables.get('comparison')![0]?.unit).toBe('');
  });
});

describe('worlds that were read from a file', () => {
  const path = 'models/pilot/posterior.csv';
  const content = 'world,contact\n0,0.1\n';
  const sha256 = createHash('sha256').update(content).digest('hex');

  it('are said to be, with its name and hash, and not to follow a design', async () => {
    const ensemble = smallEnsemble();
    const scenarios = ensemble.scenarios.map((runs) => ({
      ...runs,
      scenario: { ...runs.scenario, plan: { worldsFile: path } },
    }));
    await write({ inputs: [{ path, content }] }, { ...ensemble, scenarios });
    expect(json('manifest.json').plan).toEqual({
      worlds: 5,
      design: 'file',
      worlds_file: { path, sha256 },
      others_drawn: { parameters: 1, design: 'latin_hypercube' },
      parameters: 2,
    });
    const { description } = readPackage(out());
    expect(description.description).toContain(
      `worlds from the file ${path} (sha256 ${sha256}), 1 other parameter drawn by latin_hypercube.`,
    );
    expect(text('README.txt')).toContain(`The worlds come from the file ${path}.`);
  });
});

describe('README.txt', () => {
  it('says in the chosen language what every file is', async () => {
    for (const [language, words] of [
      ['en', 'scenario exploration, not a forecast; not for targeting'],
      ['fr', 'exploration de scénarios, ni prévision ni aide au ciblage'],
    ] as const) {
      await write({ language, detail: REPORTED, trajectories: paths('parquet') });
      const about = text('README.txt');
      expect(about).toContain(words);
      for (const name of readdirSync(out()).filter((one) => one !== 'README.txt')) {
        expect(about).toMatch(new RegExp(`^${name.replace('.', '\\.')} +\\p{L}`, 'mu'));
      }
      expect(about).toMatch(language === 'en' ? /decimal comma/ : /virgule décimale/);
      expect(about.split('\n').every((line) => line.length <= 110)).toBe(true);
    }
  });
});

describe('tables of more rows than a spreadsheet opens', () => {
  // 600,000 worlds that nobody looks at: only the number of rows counts here.
  const many = () => {
    const ensemble = smallEnsemble();
    const empty = {
      ...ensemble.worlds,
      columns: [],
      count: 600_000,
      values: new Float64Array(0),
    };
    return { ...ensemble, worlds: empty, completed: 600_000 };
  };

  it('are told of before they are written as CSV, and not as Parquet', () => {
    const told = (options: Partial<WriteOptions>) => {
      const large: [string, number][] = [];
      const onLarge = (file: string, rows: number) => large.push([file, rows]);
      tellLarge(many(), { ...plain, ...options, onLarge });
      return large;
    };
    expect(told({})).toEqual([['metrics.csv', 1_200_000]]);
    expect(told({ format: 'parquet' })).toEqual([]);
    expect(told({ format: 'parquet', trajectories: paths('csv') })).toEqual([
      ['trajectories.csv', 12_000_000],
    ]);
  });
});

describe('Parquet', () => {
  it('holds what the CSV holds, with null where a number is not there', async () => {
    await write({ detail: REPORTED, shape: 'wide' });
    const { tables } = readPackage(out());
    await write({ detail: REPORTED, format: 'parquet' });
    const { description } = readPackage(out());
    for (const name of ['summary', 'metrics', 'worlds', 'detail']) {
      const resource = description.resources.find((one) => one.name === name)!;
      expect(resource.path).toBe(`${name}.parquet`);
      const fields = 'schema' in resource ? resource.schema.fields : [];
      const isNumber = (key: string) =>
        ['number', 'integer'].includes(fields.find((one) => one.name === key)?.type ?? '');
      const bytes = readFileSync(join(out(), `${name}.parquet`));
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
      const wanted = tables.get(name)!.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([key, cell]) => {
            const value = cell === '' ? null : Number(cell);
            return [key, isNumber(key) ? value : cell];
          }),
        ),
      );
      expect(await parquetReadObjects({ file })).toEqual(wanted);
    }
  });
});

describe('a partial ensemble', () => {
  it('says so, and every file has the completed worlds only', async () => {
    await write({ trajectories: paths('csv') }, smallEnsemble({ completed: 3 }));
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
    await write({ trajectories: paths('csv') }, smallEnsemble({ completed: 0 }));
    const { tables } = readPackage(out());
    expect(tables.get('worlds')).toEqual([]);
    expect(tables.get('comparison')![2]).toMatchObject({
      median: '',
      share_better: '',
      worlds: '0',
    });
  });
});

describe('titles', () => {
  const HOSTILE = '=HYPERLINK("http://x")\u001b]0;pwned\u0007\u202e\nsecond line';

  it('of files are never formulas, nor codes that a terminal acts on', async () => {
    const model = pilotModel();
    const metrics = model.metrics.map((one) => ({ ...one, title: HOSTILE, about: HOSTILE }));
    const ensemble = smallEnsemble({}, { ...model, metrics });
    const scenarios = ensemble.scenarios.map((runs) => ({
      ...runs,
      scenario: { ...runs.scenario, title: HOSTILE, about: HOSTILE },
    }));
    await write({ detail: REPORTED }, { ...ensemble, scenarios });
    const { tables } = readPackage(out());
    for (const name of ['comparison.csv', 'codebook.csv', 'README.txt']) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(text(name)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
    for (const rows of tables.values()) {
      for (const cell of rows.flatMap((row) => Object.values(row)))
        expect(cell).not.toMatch(/^[=+@]|^-\D/);
    }
    expect(tables.get('comparison')![0]?.metric_title).toMatch(/^'=HYPERLINK.* second line$/);
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
    expect(tables.get('metrics')![5]?.scenario).toBe('\'=cmd|" /C calc"!A0');
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
    await write(
      { detail: REPORTED, shape: 'long', trajectories: paths('csv') },
      { ...ensemble, worlds },
    );
    const { tables } = readPackage(out());
    expect(text('worlds.csv')).toMatch(/^world,world_parameter,spill\[mopti\]\n/);
    expect(text('detail.csv')).toMatch(/^scenario,variable,region,group,value_dimension,month,/);
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
    await write({ trajectories: paths('parquet') }, { ...ensemble, scenarios });
    const { description, tables } = readPackage(out());
    const times = new Set(tables.get('summary')!.map((row) => row.time));
    expect([...times]).toEqual(['0.5', '0.75']);
    const summary = description.resources.find((one) => one.name === 'summary')!;
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
