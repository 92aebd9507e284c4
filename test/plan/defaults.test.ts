import { describe, expect, it } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostic.js';
import type { PlanOverrides } from '../../src/plan/defaults.js';
import { resolvePlan } from '../../src/plan/defaults.js';
import type { PlanWishes } from '../../src/scenario/scenario.js';

const place = { file: 'story.yaml', line: 9, column: 3 };

function resolve(wishes: PlanWishes, overrides: PlanOverrides = {}) {
  const diagnostics = new Diagnostics();
  const plan = resolvePlan(wishes, overrides, place, diagnostics);
  const problems = diagnostics
    .list()
    .map((one) => `${one.place.file}: ${one.message}; ${one.expected}; ${one.nearest ?? ''}`);
  return { plan, problems };
}

describe('resolvePlan', () => {
  it('has defaults', () => {
    const { plan, problems } = resolve({});
    expect(plan).toEqual({ worlds: 200, design: 'latin_hypercube', seed: 'toguna' });
    expect(problems).toEqual([]);
  });

  it('takes the command line before the scenario', () => {
    const wishes = { worlds: 500, design: 'sobol', seed: 'a' };
    expect(resolve(wishes, { worlds: 7, seed: 'b' }).plan).toEqual({
      worlds: 7,
      design: 'sobol',
      seed: 'b',
    });
  });

  it('takes 1 to 10,000,000 worlds', () => {
    expect(resolve({ worlds: 1 }).plan.worlds).toBe(1);
    expect(resolve({ worlds: 10_000_000 }).plan.worlds).toBe(10_000_000);
    for (const worlds of [0, -5, 1.5, 10_000_001, Number.NaN]) {
      const { plan, problems } = resolve({ worlds });
      expect(plan.worlds).toBe(200);
      expect(problems).toEqual([
        `story.yaml: the plan asks for ${worlds} worlds; a whole number from 1 to 10,000,000; `,
      ]);
    }
  });

  it('says where each bad wish came from', () => {
    const { problems } = resolve(
      { worlds: 0, design: 'sobel' },
      { design: 'latin-hypercub', seed: '' },
    );
    expect(problems).toEqual([
      'command line: the seed is empty; a text of 1 to 200 characters; ',
      'command line: there is no sampling design "latin-hypercub"; one of latin_hypercube, monte_carlo, sobol; latin_hypercube',
      'story.yaml: the plan asks for 0 worlds; a whole number from 1 to 10,000,000; ',
    ]);
  });
});
