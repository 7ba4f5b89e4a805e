import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Scope, scopeName, scopeOf, shardOf } from './scope.ts';

describe('addresses of lists', () => {
  const scope = fc.record<Scope>({
    authority: fc.stringMatching(/^[a-z][a-z0-9-]{1,39}$/),
    shard: fc.integer({ min: 0, max: 1024 }),
    kind: fc.constantFrom('full', 'delta'),
  });

  test('name one list each, whatever a CA is called', () => {
    fc.assert(
      fc.property(scope, (one) => {
        expect(scopeOf(scopeName(one))).toEqual(one);
      }),
    );
    // A CA that looks like a part of another is still another.
    expect(scopeOf('issuing-3')).toEqual({ authority: 'issuing-3', shard: 0, kind: 'full' });
    expect(scopeOf('issuing.3')).toEqual({ authority: 'issuing', shard: 3, kind: 'full' });
  });

  test.each([
    '',
    '.',
    'issuing.',
    'issuing.0',
    'issuing.03',
    'issuing.99999',
    'Issuing',
    'issuing.delta.3',
    '../issuing',
  ])('“%s” names none', (name) => {
    expect(scopeOf(name)).toBeUndefined();
  });
});

describe('parts of a list', () => {
  test('one part is no part', () => {
    expect(shardOf('4142434445464748', 1)).toBe(0);
  });

  test('every serial has its part, always the same, and parts are about even', () => {
    const counts = new Map<number, number>();
    for (let i = 0; i < 4_000; i++) {
      const serial = (BigInt(i) * 0x9e3779b97f4a7c15n).toString(16).toUpperCase().padStart(32, '4');
      const shard = shardOf(serial, 4);
      expect(shardOf(serial, 4)).toBe(shard);
      counts.set(shard, (counts.get(shard) ?? 0) + 1);
    }
    expect([...counts.keys()].toSorted()).toEqual([1, 2, 3, 4]);
    for (const count of counts.values()) expect(count).toBeGreaterThan(800);
  });
});
