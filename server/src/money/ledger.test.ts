import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACCOUNTS, entryOf, HOUSE, type Movement } from './ledger.ts';

const fen = fc.nat(10_000_000);
const company = fc.constantFrom(HOUSE, 'p/north', 'p/south');
const ofRemittance = { id: fc.uuid(), company, party: fc.uuid(), fen };

const movement: fc.Arbitrary<Movement> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('charged', 'charge-cancelled', 'earned', 'earning-undone', 'refund-approved', 'refund-paid'),
    chargeId: fc.uuid(),
    company,
    fen,
  }),
  fc.record({ kind: fc.constant('received' as const), chargeId: fc.uuid(), transaction: fc.uuid(), fen }),
  fc.record({ kind: fc.constant('received-unclaimed' as const), transaction: fc.uuid(), fen }),
  fc.record({
    kind: fc.constant('remitted' as const),
    reference: fc.uuid(),
    company,
    party: fc.option(fc.uuid(), { nil: null }),
    fen,
  }),
  fc.record({
    kind: fc.constantFrom('matched', 'designated', 'designation-taken-back'),
    ...ofRemittance,
  }),
  fc.record({ kind: fc.constant('released' as const), chargeId: fc.uuid(), ...ofRemittance }),
  fc.record({ kind: fc.constant('moved' as const), to: fc.constantFrom('p/east', 'p/west'), ...ofRemittance }),
  fc.record({ kind: fc.constantFrom('return-begun', 'return-given-up', 'return-paid'), ...ofRemittance }),
);

/** Balances by account over all books. */
function balances(way: readonly Movement[]): Record<string, number> {
  const found = new Map<string, number>();
  for (const one of way)
    for (const { account, fen: amount } of entryOf(one).postings)
      found.set(account, (found.get(account) ?? 0) + amount);
  return Object.fromEntries(found);
}

test('every movement balances in each company’s books, whatever its amount', () => {
  fc.assert(
    fc.property(movement, (one) => {
      const by = new Map<string, number>();
      const { postings } = entryOf(one);
      for (const p of postings) by.set(p.company, (by.get(p.company) ?? 0) + p.fen);
      expect([...by.values()].every((sum) => sum === 0)).toBe(true);
      expect(postings.every((p) => ACCOUNTS.includes(p.account))).toBe(true);
      expect(
        postings.every((p) => (p.party !== null) === (p.account === 'deposit' || p.account === 'designated')),
      ).toBe(true);
    }),
  );
});

test('the whole way of an order leaves nothing but cash and revenue', () => {
  expect(
    balances([
      { kind: 'charged', chargeId: 'c', fen: 28_000 },
      { kind: 'received', chargeId: 'c', transaction: 't', fen: 28_000 },
      { kind: 'earned', chargeId: 'c', fen: 28_000 },
    ]),
  ).toEqual({ receivable: 0, unearned: 0, cashier: 28_000, revenue: -28_000 });
});

test('[IT-31] money that was remitted, designated and released becomes revenue; the rest stays the customer’s', () => {
  const of = { id: 'r', company: 'p/north', party: 'o' };
  expect(
    balances([
      { kind: 'charged', chargeId: 'c', company: 'p/north', fen: 20_000 },
      { kind: 'remitted', reference: 't', company: 'p/north', party: null, fen: 28_000 },
      { kind: 'matched', ...of, fen: 28_000 },
      { kind: 'designated', ...of, fen: 20_000 },
      { kind: 'released', ...of, chargeId: 'c', fen: 20_000 },
      { kind: 'earned', chargeId: 'c', company: 'p/north', fen: 20_000 },
    ]),
  ).toEqual({
    bank: 28_000,
    suspense: 0,
    deposit: -8_000,
    designated: 0,
    receivable: 0,
    unearned: 0,
    revenue: -20_000,
  });
});

test('[JX-35] [PA-46] a refunded order leaves the book empty, from whichever account it was paid', () => {
  const way: Movement[] = [
    { kind: 'charged', chargeId: 'c', fen: 28_000 },
    { kind: 'received', chargeId: 'c', transaction: 't', fen: 28_000 },
    { kind: 'refund-approved', chargeId: 'c', fen: 28_000 },
    { kind: 'refund-paid', chargeId: 'c', fen: 28_000 },
  ];
  expect(Object.values(balances(way)).every((b) => b === 0)).toBe(true);
  // PA-46: also when it was delivered before it was given up.
  const delivered: Movement[] = [
    ...way,
    { kind: 'earned', chargeId: 'c', fen: 28_000 },
    { kind: 'earning-undone', chargeId: 'c', fen: 28_000 },
  ];
  expect(Object.values(balances(delivered)).every((b) => b === 0)).toBe(true);
  expect(entryOf({ kind: 'refund-paid', chargeId: 'c', paidInto: 'bank', fen: 1 }).postings[1]?.account).toBe('bank');
});

test('a transfer and a remittance of one bank reference are one entry: nothing is booked twice', () => {
  const { reference } = entryOf({ kind: 'received', chargeId: 'c', transaction: 't', fen: 1 });
  expect(entryOf({ kind: 'remitted', reference: 't', company: 'p/north', party: null, fen: 1 }).reference).toBe(
    reference,
  );
  expect(entryOf({ kind: 'received-unclaimed', transaction: 't', fen: 1 }).reference).toBe(reference);
});

test.each([0.5, -1, Number.NaN, 2 ** 53])('%d is no amount', (amount) => {
  expect(() => entryOf({ kind: 'charged', chargeId: 'c', fen: amount })).toThrow(RangeError);
});
