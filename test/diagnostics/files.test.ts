import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import {
  folderOf,
  joinPath,
  readText,
  resolveInside,
  TextFiles,
} from '../../src/diagnostics/files.js';

const PLACE = { file: 'm.yaml', line: 1, column: 1 };

function problem(act: (diagnostics: Diagnostics) => unknown) {
  const diagnostics = new Diagnostics();
  const result = act(diagnostics);
  return { result, said: diagnostics.list().map((one) => one.message), list: diagnostics.list() };
}

describe('paths', () => {
  it.each([
    ['a.yaml', ''],
    ['a/b.yaml', 'a'],
    ['a/b/c.yaml', 'a/b'],
    ['/a.yaml', '/'],
  ])('the folder of %s is %j', (path, folder) => {
    expect(folderOf(path)).toBe(folder);
  });

  it('are joined with one slash', () => {
    expect(joinPath('', 'a')).toBe('a');
    expect(joinPath('b', 'a')).toBe('b/a');
    expect(joinPath('/', 'a')).toBe('/a');
  });

  const files = new TextFiles({});

  it.each([
    ['data/x.csv', 'm/data/x.csv'],
    ['./x.csv', 'm/x.csv'],
    ['data//x.csv', 'm/data/x.csv'],
    ['..x.csv', 'm/..x.csv'],
    ['~/x.csv', 'm/~/x.csv'],
  ])('%s stays inside', (path, inside) => {
    expect(problem((d) => resolveInside(files, 'm', path, PLACE, d))).toMatchObject({
      result: inside,
      said: [],
    });
  });

  it.each([
    '../x',
    'a/../../x',
    '/x',
    'C:\\x',
    'C:/x',
    'a\\x',
    'a\0x',
    '.',
    '',
    'file:///x',
    'https://x',
  ])('%j does not', (path) => {
    const { result, said } = problem((d) => resolveInside(files, 'm', path, PLACE, d));
    expect(result).toBeUndefined();
    expect(said).toEqual([`the path ${JSON.stringify(path)} leaves its folder`]);
  });

  it('that a link leads out do not either', () => {
    const linked = new (class extends TextFiles {
      override isInside(): boolean {
        return false;
      }
    })({ 'm/x.csv': '' });
    expect(problem((d) => resolveInside(linked, 'm', 'x.csv', PLACE, d)).said).toEqual([
      'the path "x.csv" leaves its folder',
    ]);
  });
});

describe('a file that cannot be read', () => {
  const files = new TextFiles({ 'data/rain.csv': 'x', 'data/snow.csv': 'y', 'jobs.yaml': 'z' });
  const near = (path: string) =>
    problem((d) => readText(files, path, 10, PLACE, d)).list[0]?.nearest;

  it('is said where it is named, with the nearest beside it', () => {
    const { said, list } = problem((d) => readText(files, 'data/rian.csv', 10, PLACE, d));
    expect(said).toEqual(['there is no file data/rian.csv']);
    expect(list[0]).toMatchObject({ place: PLACE, nearest: 'data/rain.csv' });
  });

  it('may have another ending, but not only an ending in common', () => {
    expect(near('data/rain.txt')).toBe('data/rain.csv');
    expect(near('gone.yaml')).toBeUndefined();
    expect(near('job.yaml')).toBe('jobs.yaml');
  });

  it('may be too large', () => {
    const large = new TextFiles({ x: 'x'.repeat(2_000_000) });
    expect(problem((d) => readText(large, 'x', 1_000_000, PLACE, d)).list[0]).toMatchObject({
      message: 'x is larger than 1 MB',
      expected: 'at most 1 MB',
    });
  });
});
