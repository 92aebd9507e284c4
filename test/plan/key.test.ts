import { describe, expect, it } from 'vitest';
import { streamKey } from '../../src/plan/key.js';

describe('streamKey', () => {
  it('is made by seedrandom', () => {
    // seedrandom's README: the first number of the seed 'hello.' is 0.9282578795792454; the key's first word
    // is its first 32 bits.
    expect(streamKey('hello.')[0]).toBe(Math.floor(0.9282578795792454 * 2 ** 32));
  });

  it('never changes', () => {
    expect(streamKey('toguna')).toEqual([540803799, 1608986566]);
    expect(streamKey('demo')).not.toEqual(streamKey('Demo'));
  });
});
