import { describe, it } from 'vitest';
import { checksOf, expectToPass, models, readWithChecks } from './models.js';

// Runs to a steady state take thousands of years in small steps.
for (const path of models) {
  const { checks } = readWithChecks(path);
  const slow = checksOf(checks, 'slow');
  if (slow.length === 0) continue;
  describe(path, () => {
    it.each(slow)('%s', (_, check) => expectToPass(checks, check));
  });
}
