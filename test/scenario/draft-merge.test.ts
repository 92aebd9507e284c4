import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Draft, draftText } from '../../src/scenario/draft.js';
import { mergeDraft } from '../../src/scenario/draft-merge.js';

const saved: Draft = {
  name: 'works_2',
  title: 'Works, changed',
  source: 'works',
  changes: { a: { level: 10 } },
};
const TEXT = draftText(saved);
const merge = (disk: string, now: Draft = saved) =>
  mergeDraft(disk, { text: TEXT, draft: saved }, now);
const moved: Draft = { ...saved, changes: { a: { level: 12 } } };

describe('a file that somebody else has changed', () => {
  test('keeps what was added there, beside what was changed here', () => {
    const disk = `# mine
title: My words
extends: works
policy:
  a: {level: 10, start: 2023-01, end: 2023-06} # until June
  t: {lever: talks, level: 0.5, when: {variable: deaths, above: 3}}
events:
  drought: {at: 2023-02, changes: {rain: {multiply: 0.5}}}
`;
    const done = merge(disk, moved);
    expect(done).toMatchObject({
      kind: 'merged',
      draft: {
        title: 'My words',
        changes: { a: { level: 12, start: '2023-01' }, t: { lever: 'talks', level: 0.5 } },
      },
    });
    if (done.kind !== 'merged') throw new Error();
    expect(done.text).toBe(disk.replace('level: 10', 'level: 12'));
    // Saved again, with nothing else changed there.
    const later = { ...done.draft, changes: { ...done.draft.changes, a: { level: 13 } } };
    expect(draftText(later, undefined, done.text)).toContain('end: 2023-06');
    expect(draftText(later, undefined, done.text)).toContain('when: {variable: deaths, above: 3}');
  });

  test('what a draft cannot hold stays, whatever is taken back here', () => {
    const disk = TEXT.replace(
      'a: {level: 10}',
      'a: {level: 10, regions: {where: "presence < 0.3"}, ramp: {months: 3, shape: s_curve}, end: 2023-06}\n  gone: null\n  more: {cost: 3}',
    );
    const done = merge(disk, { ...saved, changes: {} });
    if (done.kind !== 'merged') throw new Error(done.kind);
    expect(parse(done.text).policy).toEqual({
      a: {
        regions: { where: 'presence < 0.3' },
        ramp: { months: 3, shape: 's_curve' },
        end: '2023-06',
      },
      gone: null,
      more: { cost: 3 },
    });
  });

  test('that cannot be read is told of', () => {
    expect(merge(TEXT.replace('{level: 10}', '{level: 10'))).toMatchObject({ kind: 'unreadable' });
    for (const text of [
      '',
      '- a\n',
      'a: *b\n',
      'just words',
      `a: &a [x]\nb: [${'*a, '.repeat(200)}]\n`,
    ]) {
      expect(merge(text).kind).toBe('unreadable');
    }
  });

  test('is not put together where both changed one part to something else', () => {
    const level = TEXT.replace('level: 10', 'level: 15');
    expect(merge(level, moved)).toEqual({ kind: 'collision', parts: ['policy a level'] });
    expect(merge(TEXT.replace('level: 10', 'level: 12'), moved).kind).toBe('merged');
    expect(merge(TEXT.replace('extends: works', 'extends: base'), moved)).toEqual({
      kind: 'collision',
      parts: ['extends'],
    });
    // Taken away there, changed here; and the other way round.
    expect(merge('title: x\nextends: works\n', moved)).toMatchObject({ kind: 'collision' });
    expect(merge(level, { ...saved, changes: {} })).toMatchObject({ kind: 'collision' });
    const assumed = { ...saved, assumptions: { k: 2 } };
    expect(merge(`${TEXT}assumptions: {k: 3}\n`, assumed)).toEqual({
      kind: 'collision',
      parts: ['assumptions k'],
    });
  });

  test('assumptions of both are kept', () => {
    const done = merge(`${TEXT}assumptions: {k: 3, m: {shift: 1}, trust: {north: 0.5}}\n`, {
      ...saved,
      assumptions: { r: { scale: 0.9 } },
    });
    if (done.kind !== 'merged') throw new Error(done.kind);
    expect(parse(done.text).assumptions).toEqual({
      k: 3,
      m: { shift: 1 },
      trust: { north: 0.5 },
      r: { scale: 0.9 },
    });
    expect(done.draft.assumptions).toEqual({ k: 3, r: { scale: 0.9 } });
  });

  const entry = fc.record(
    {
      level: fc.integer({ min: 1, max: 3 }),
      start: fc.constantFrom('2022-02', '2022-05'),
      ramp: fc.integer({ min: 0, max: 2 }),
      regions: fc.constantFrom('all' as const, ['north']),
    },
    { requiredKeys: [] },
  );
  const names = fc.constantFrom('a', 'b', 'constructor', '__proto__');
  const changes = fc
    .array(fc.tuple(names, entry), { maxLength: 3 })
    .map((all) => Object.fromEntries(all.filter(([, one]) => Object.keys(one).length > 0)));
  const extra = fc.dictionary(
    fc.constantFrom('end', 'cost', 'wind_down'),
    fc.constantFrom(1, '2023-01'),
  );

  test('never loses a part that either side has added', () => {
    fc.assert(
      fc.property(changes, changes, changes, extra, (was, their, our, more) => {
        const base = { ...saved, changes: was };
        const disk = draftText({
          ...saved,
          changes: { ...their, mine: { lever: 'jobs', ...more } },
        });
        const text = draftText(base);
        const done = mergeDraft(disk, { text, draft: base }, { ...saved, changes: our });
        if (done.kind !== 'merged') {
          expect(done.kind).toBe('collision');
          return;
        }
        const policy = new Map(Object.entries<object>(parse(done.text).policy ?? {}));
        expect(policy.get('mine')).toEqual({ lever: 'jobs', ...more });
        for (const side of [their, our]) {
          for (const [name, parts] of Object.entries(side)) {
            const before = new Map(Object.entries(new Map(Object.entries(was)).get(name) ?? {}));
            const after = new Map(Object.entries(policy.get(name) ?? {}));
            for (const [key, value] of Object.entries(parts)) {
              if (JSON.stringify(before.get(key)) === JSON.stringify(value)) continue;
              expect(after.get(key)).toEqual(value);
            }
          }
        }
      }),
    );
  });
});
