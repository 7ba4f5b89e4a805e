import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACCOUNTS, entryOf, type Movement } from './ledger.ts';

const movement: fc.Arbitrary<Movement> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('charged', 'charge-cancelled', 'earned', 'refund-approved', 'refund-paid'),
    chargeId: fc.uuid(),
    fen: fc.nat(10_000_000),
  }),
  fc.record({
    kind: fc.constant('received' as const),
    chargeId: fc.uuid(),
    transaction: fc.uuid(),
    fen: fc.nat(10_000_000),
  }),
  fc.record({ kind: fc.constant('received-unclaimed' as const), transaction: fc.uuid(), fen: fc.nat(10_000_000) }),
);

test('every movement balances, whatever its amount', () => {
  fc.assert(
    fc.property(fc.array(movement), (movements) => {
      const balances = new Map<string, number>(ACCOUNTS.map((a) => [a, 0]));
      for (const m of movements)
        for (const p of entryOf(m).postings) balances.set(p.account, (balances.get(p.account) ?? 0) + p.fen);
      expect([...balances.values()].reduce((a, b) => a + b, 0)).toBe(0);
    }),
  );
});

test('the whole way of an order leaves nothing but cash and revenue', () => {
  const balances = new Map<string, number>();
  const way: Movement[] = [
    { kind: 'charged', chargeId: 'c', fen: 28_000 },
    { kind: 'received', chargeId: 'c', transaction: 't', fen: 28_000 },
    { kind: 'earned', chargeId: 'c', fen: 28_000 },
  ];
  for (const m of way)
    for (const p of entryOf(m).postings) balances.set(p.account, (balances.get(p.account) ?? 0) + p.fen);
  expect(Object.fromEntries(balances)).toEqual({ receivable: 0, unearned: 0, cashier: 28_000, revenue: -28_000 });
});

test('[JX-35] a refunded order leaves the book empty', () => {
  const balances = new Map<string, number>();
  const way: Movement[] = [
    { kind: 'charged', chargeId: 'c', fen: 28_000 },
    { kind: 'received', chargeId: 'c', transaction: 't', fen: 28_000 },
    { kind: 'refund-approved', chargeId: 'c', fen: 28_000 },
    { kind: 'refund-paid', chargeId: 'c', fen: 28_000 },
  ];
  for (const m of way)
    for (const p of entryOf(m).postings) balances.set(p.account, (balances.get(p.account) ?? 0) + p.fen);
  expect([...balances.values()].every((b) => b === 0)).toBe(true);
});

test('an amount that is no whole number of fen is refused', () => {
  expect(() => entryOf({ kind: 'charged', chargeId: 'c', fen: 0.5 })).toThrow(RangeError);
  expect(() => entryOf({ kind: 'charged', chargeId: 'c', fen: -1 })).toThrow(RangeError);
});
