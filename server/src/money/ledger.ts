/**
 * The book (总账): every fen moves by an entry whose postings sum to zero.
 * Positive postings are debits, negative ones credits; amounts are integer fen.
 */

/** Accounts of the book. Assets grow by debit; what we owe and what we earned grow by credit. */
export const ACCOUNTS = ['receivable', 'cashier', 'unearned', 'revenue', 'refund-payable', 'suspense'] as const;
export type Account = (typeof ACCOUNTS)[number];

export interface Posting {
  readonly account: Account;
  readonly fen: number;
}

/** What happened to money, once for each cause; `reference` makes the entry unique, so that a repeat posts nothing. */
export type Movement =
  | { readonly kind: 'charged'; readonly chargeId: string; readonly fen: number }
  | { readonly kind: 'charge-cancelled'; readonly chargeId: string; readonly fen: number }
  | { readonly kind: 'received'; readonly chargeId: string; readonly transaction: string; readonly fen: number }
  | { readonly kind: 'received-unclaimed'; readonly transaction: string; readonly fen: number }
  | { readonly kind: 'earned'; readonly chargeId: string; readonly fen: number }
  | { readonly kind: 'refund-approved'; readonly chargeId: string; readonly fen: number }
  | { readonly kind: 'refund-paid'; readonly chargeId: string; readonly fen: number };

export interface Entry {
  readonly reference: string;
  readonly postings: readonly [Posting, Posting];
}

/** The entry of a movement. Pure; throws nothing; the two postings cancel out by construction. */
export function entryOf(movement: Movement): Entry {
  switch (movement.kind) {
    case 'charged':
      return entry(`charged:${movement.chargeId}`, 'receivable', 'unearned', movement.fen);
    case 'charge-cancelled':
      return entry(`charge-cancelled:${movement.chargeId}`, 'unearned', 'receivable', movement.fen);
    case 'received':
      return entry(`received:${movement.transaction}`, 'cashier', 'receivable', movement.fen);
    // Money that belongs to no open charge (paid twice, wrong amount) is never dropped: it waits in suspense.
    case 'received-unclaimed':
      return entry(`received:${movement.transaction}`, 'cashier', 'suspense', movement.fen);
    case 'earned':
      return entry(`earned:${movement.chargeId}`, 'unearned', 'revenue', movement.fen);
    case 'refund-approved':
      return entry(`refund-approved:${movement.chargeId}`, 'unearned', 'refund-payable', movement.fen);
    case 'refund-paid':
      return entry(`refund-paid:${movement.chargeId}`, 'refund-payable', 'cashier', movement.fen);
  }
}

function entry(reference: string, debit: Account, credit: Account, fen: number): Entry {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`not an amount in fen: ${fen}`);
  return {
    reference,
    postings: [
      { account: debit, fen },
      { account: credit, fen: fen === 0 ? 0 : -fen },
    ],
  };
}
