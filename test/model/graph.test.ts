import { describe, expect, it } from 'vitest';
import { causesOf, loopsThrough, visibleCauses, visibleEffects } from '../../src/model/graph.js';
import { modelOf } from './reading.js';

// Two loops through fighters: recruits reinforces, exits balances; and one through fear with a delay.
const model = modelOf(`title: T
time: {unit: month, start: 0, end: 4}
units: unchecked
parameters:
  contact: {title: C, value: 1, grade: assumed}
  pool: {title: P, value: 1, grade: assumed}
stocks:
  fighters: {initial: pool * first, inflows: [recruits], outflows: [exits]}
flows:
  recruits: {equation: contact * fighters * calm}
  exits: {equation: 0.1 * fighters}
auxiliaries:
  first: {equation: 0.5}
  fear: {equation: "smooth(fighters, 3)"}
  calm: {equation: "1 / (1 + previous(fear, 0))"}
  aside: {equation: recruits + exits}
metrics:
  m: {title: M, equation: "smooth(aside, 2) + pool", over_time: end, better: lower}
`);

describe('causes and effects', () => {
  it('are what an author wrote', () => {
    expect(visibleCauses(model, 'fighters')).toEqual(['pool', 'recruits', 'exits', 'first']);
    expect(visibleCauses(model, 'recruits')).toEqual(['contact', 'fighters', 'calm']);
    expect(visibleCauses(model, 'fear')).toEqual(['fighters']);
    expect(visibleCauses(model, 'calm')).toEqual(['fear']);
    expect(visibleCauses(model, 'contact')).toEqual([]);
    expect(visibleCauses(model, 'nothing')).toEqual([]);
  });

  it('go both ways', () => {
    expect(visibleEffects(model, 'fighters')).toEqual(['recruits', 'exits', 'fear']);
    expect(visibleEffects(model, 'pool')).toEqual(['fighters', 'metric m']);
    expect(visibleEffects(model, 'aside')).toEqual(['metric m']);
    expect(visibleEffects(model, 'fear')).toEqual(['calm']);
  });

  it('name each cause once, the first value among them', () => {
    const stock = model.variables.get('fighters');
    expect(stock && causesOf(stock)).toEqual(['recruits', 'exits', 'pool', 'first']);
  });
});

describe('feedback loops', () => {
  it('run through a variable, the shortest first', () => {
    expect(loopsThrough(model, 'fighters')).toEqual({
      loops: [
        ['fighters', 'recruits'],
        ['fighters', 'exits'],
        ['fighters', 'fear', 'calm', 'recruits'],
      ],
      more: false,
    });
    expect(loopsThrough(model, 'fear').loops).toEqual([['fear', 'calm', 'recruits', 'fighters']]);
    expect(loopsThrough(model, 'aside')).toEqual({ loops: [], more: false });
  });

  it('are cut off with a word that there are more', () => {
    expect(loopsThrough(model, 'fighters', 2)).toEqual({
      loops: [
        ['fighters', 'recruits'],
        ['fighters', 'exits'],
      ],
      more: true,
    });
  });

  it('do not run through first values', () => {
    const started = modelOf(`title: T
time: {unit: month, start: 0, end: 4}
units: unchecked
stocks:
  a: {initial: 1, inflows: [f]}
  b: {initial: a}
flows:
  f: {equation: b}
`);
    expect(loopsThrough(started, 'a').loops).toEqual([]);
    expect(visibleCauses(started, 'b')).toEqual(['a']);
  });

  it('longer than twelve are not looked for, and that is said', () => {
    const ring = Array.from({ length: 14 }, (_, i) => `  a${i}: {equation: a${(i + 1) % 15}}`);
    const long = modelOf(
      `title: T\ntime: {unit: month, start: 0, end: 4}\nunits: unchecked\nauxiliaries:\n${ring.join('\n')}\n  a14: {equation: "previous(a0, 0)"}\n`,
    );
    expect(loopsThrough(long, 'a3')).toEqual({ loops: [], more: true });
  });
});
