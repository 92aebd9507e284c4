import { expect, it } from 'vitest';
import { checksPathOf, findChecks, modelPathOf } from '../../src/checks/find.js';
import { TextFiles } from '../../src/diagnostics/files.js';

it('knows which checks belong to which model', () => {
  expect(checksPathOf('models/sahel/model.yaml')).toBe('models/sahel/checks.yaml');
  expect(checksPathOf('models/library/sir.yaml')).toBe('models/library/sir.checks.yaml');
  expect(modelPathOf('models/sahel/checks.yaml')).toBe('models/sahel/model.yaml');
  expect(modelPathOf('sir.checks.yaml')).toBe('sir.yaml');
  expect(modelPathOf('models/library/sir.yaml')).toBeUndefined();
});

it('finds checks that exist', () => {
  const files = new TextFiles({ 'a/model.yaml': '', 'a/checks.yaml': '', 'b/model.yaml': '' });
  expect(findChecks('a/model.yaml', files)).toBe('a/checks.yaml');
  expect(findChecks('b/model.yaml', files)).toBeUndefined();
});
