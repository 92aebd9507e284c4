import { expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import { TextFiles } from '../../src/diagnostics/files.js';
import { findModel } from '../../src/scenario/find-model.js';
import { createReaders, readScenario } from '../../src/scenario/read.js';
import { MODEL, problemsOf } from './small-model.js';

const place = { file: 's.yaml', line: 1, column: 8 };

function find(paths: readonly string[], name: string, scenario: string, roots: string[] = []) {
  const files = new TextFiles(Object.fromEntries(paths.map((path) => [path, ''])));
  const diagnostics = new Diagnostics();
  return findModel(name, scenario, place, files, roots, diagnostics) ?? problemsOf(diagnostics);
}

it('looks beside the scenario and then in every folder above', () => {
  const paths = ['models/m/model.yaml', 'a/models/library/m.yaml', 'a/b/models/n/model.yaml'];
  expect(find(paths, 'm', 'a/b/s.yaml')).toBe('a/models/library/m.yaml');
  expect(find(paths, 'm', 's.yaml')).toBe('models/m/model.yaml');
  expect(find(paths, 'm', 'c/d/s.yaml')).toBe('models/m/model.yaml');
  expect(find(paths, 'n', 'a/b/s.yaml')).toBe('a/b/models/n/model.yaml');
  expect(find(['/x/models/m/model.yaml'], 'm', '/x/y/z/s.yaml')).toBe('/x/models/m/model.yaml');
  expect(find(['/models/m/model.yaml'], 'm', '/x/s.yaml')).toBe('/models/m/model.yaml');
});

it('goes on above the folder that paths start in', () => {
  expect(find(['../../models/m/model.yaml'], 'm', 's.yaml')).toBe('../../models/m/model.yaml');
  expect(find(['../models/m/model.yaml'], 'm', './x/s.yaml')).toBe('../models/m/model.yaml');
  expect(find(['../../models/m/model.yaml'], 'm', '../x/s.yaml')).toBe('../../models/m/model.yaml');
  expect(find(['models/m/model.yaml'], 'm', '../x/s.yaml', [])).not.toBe('models/m/model.yaml');
});

it('prefers a model of its own to one of the library, and both to what is installed', () => {
  const own = 'models/m/model.yaml';
  const library = 'models/library/m.yaml';
  const installed = '/opt/toguna/models/m/model.yaml';
  expect(find([own, library, installed], 'm', 's.yaml', ['/opt/toguna'])).toBe(own);
  expect(find([library, installed], 'm', 's.yaml', ['/opt/toguna'])).toBe(library);
  expect(find([installed], 'm', 's.yaml', ['/opt/toguna'])).toBe(installed);
});

it('takes a path inside the folder of the scenario', () => {
  expect(find([], './m.yaml', 'a/s.yaml')).toBe('a/m.yaml');
  expect(find([], './../m.yaml', 'a/s.yaml')).toEqual([
    's.yaml:1:8 error: the path "./../m.yaml" leaves its folder; expected a path inside the folder of this file, with forward slashes',
  ]);
});

it('says what may have been meant', () => {
  const paths = ['models/sahel/model.yaml', 'models/library/lanchester.yaml', 'models/README.md'];
  expect(find(paths, 'sahle', 'a/s.yaml')).toEqual([
    's.yaml:1:8 error: there is no model "sahle"; expected models/sahle/model.yaml or models/library/sahle.yaml in this folder or one above it; nearest sahel',
  ]);
  expect(find(paths, 'models/lanchestr.yaml', 'a/s.yaml')).toEqual([
    's.yaml:1:8 error: there is no model "models/lanchestr.yaml"; expected the name of a model, or a path in this folder that starts with ./; nearest lanchester',
  ]);
});

it('reads one model for many scenarios, once', () => {
  const files = new TextFiles({
    'models/small/model.yaml': MODEL,
    's/a.yaml': 'model: small\n',
    's/b.yaml': 'extends: a\n',
    's/none.yaml': 'title: None\n',
    's/child.yaml': 'extends: none\n',
    's/lost.yaml': 'model: ./elsewhere.yaml\n',
  });
  const diagnostics = new Diagnostics();
  const readers = createReaders(files, diagnostics);
  const scenario = (name: string) => readScenario(`s/${name}.yaml`, readers, files, diagnostics);
  const a = scenario('a');
  expect(a).toBeDefined();
  expect(scenario('b')?.base).toBe(a?.base);
  expect(scenario('b')?.files).toEqual(['s/b.yaml', 's/a.yaml', 'models/small/model.yaml']);
  for (const name of ['none', 'child', 'lost', 'absent']) expect(scenario(name)).toBeUndefined();
  const wanted =
    'expected model: with the name of a model such as sahel, or a path such as ./my-model.yaml';
  expect(problemsOf(diagnostics)).toEqual([
    's/absent.yaml:1:1 error: there is no file s/absent.yaml',
    `s/child.yaml:1:1 error: the scenario child has no model, nor has what it extends; ${wanted}`,
    's/lost.yaml:1:8 error: there is no file s/elsewhere.yaml',
    `s/none.yaml:1:1 error: the scenario none has no model; ${wanted}`,
  ]);
});
