/**
 * The book (总账): every fen moves by an entry whose postings sum to zero, in each company's books for themselves.
 * Positive postings are debits, negative ones credits; amounts are integer fen.
 */

/**
 * Accounts of the book. Assets grow by debit; what we owe and what we earned grow by credit. `deposit` is what stands to a
 * customer's credit (客户账户), `designated` the part of it given to a purpose and not yet released (指定用途).
 */
export const ACCOUNTS = [
  'receivable',
  'cashier',
  'bank',
  'deposit',
  'designated',
  'unearned',
  'revenue',
  'refund-payable',
  'suspense',
] as const;
export type Account = (typeof ACCOUNTS)[number];

/** The books of the authority itself, where no regional company is named. */
export const HOUSE = 'house';

export interface Posting {
  /** Whose books. */
  readonly company: string;
  readonly account: Account;
  /** The organisation a customer account belongs to. */
  readonly party: string | null;
  readonly fen: number;
}

/** Where money that pays a charge lies. */
export type PaidInto = 'cashier' | 'bank';

/** A charge's movement; its books are the charge's own. */
interface OfCharge {
  readonly chargeId: string;
  readonly company?: string;
  readonly fen: number;
}

/** A remittance's movement; `party` null while it is unmatched. */
interface OfRemittance {
  readonly id: string;
  readonly company: string;
  readonly party: string | null;
  readonly fen: number;
}

/** What happened to money, once for each cause; the reference made of it is unique, so that a repeat posts nothing. */
export type Movement =
  | (OfCharge & { readonly kind: 'charged' | 'charge-cancelled' | 'earned' | 'earning-undone' | 'refund-approved' })
  | (OfCharge & { readonly kind: 'refund-paid'; readonly paidInto?: PaidInto })
  | (OfCharge & { readonly kind: 'received'; readonly transaction: string })
  | {
      readonly kind: 'received-unclaimed';
      readonly transaction: string;
      readonly company?: string;
      readonly fen: number;
    }
  | (Omit<OfRemittance, 'id'> & { readonly kind: 'remitted'; readonly reference: string })
  | (OfRemittance & { readonly kind: 'matched'; readonly party: string })
  | (OfRemittance & { readonly kind: 'designated' | 'designation-taken-back'; readonly party: string })
  | (OfRemittance & { readonly kind: 'released'; readonly party: string; readonly chargeId: string })
  | (OfRemittance & { readonly kind: 'moved'; readonly party: string; readonly to: string })
  | (OfRemittance & { readonly kind: 'return-begun' | 'return-given-up' | 'return-paid' });

export interface Entry {
  readonly reference: string;
  readonly postings: readonly Posting[];
}

/** The entry of a movement. Pure; throws RangeError for what is no amount; in each company the postings cancel out. */
export function entryOf(movement: Movement): Entry {
  const { kind, fen } = movement;
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`not an amount in fen: ${fen}`);
  const { company = HOUSE } = movement;
  const entry = (cause: string, debit: Place, credit: Place): Entry => ({
    reference: `${kind === 'remitted' || kind === 'received-unclaimed' ? 'received' : kind}:${cause}`,
    postings: pair(company, debit, credit, fen),
  });
  switch (movement.kind) {
    case 'charged':
      return entry(movement.chargeId, ['receivable'], ['unearned']);
    case 'charge-cancelled':
      return entry(movement.chargeId, ['unearned'], ['receivable']);
    case 'received':
      return entry(movement.transaction, ['cashier'], ['receivable']);
    // Money that belongs to no open charge (paid twice, wrong amount) is never dropped: it waits in suspense.
    case 'received-unclaimed':
      return entry(movement.transaction, ['cashier'], ['suspense']);
    case 'earned':
      return entry(movement.chargeId, ['unearned'], ['revenue']);
    // What was delivered and is given up within its time was no earning (PA-46).
    case 'earning-undone':
      return entry(movement.chargeId, ['revenue'], ['unearned']);
    case 'refund-approved':
      return entry(movement.chargeId, ['unearned'], ['refund-payable']);
    case 'refund-paid':
      return entry(movement.chargeId, ['refund-payable'], [movement.paidInto ?? 'cashier']);
    case 'remitted':
      return entry(movement.reference, ['bank'], holder(movement.party));
    case 'matched':
      return entry(movement.id, ['suspense'], ['deposit', movement.party]);
    case 'designated':
      return entry(movement.id, ['deposit', movement.party], ['designated', movement.party]);
    case 'designation-taken-back':
      return entry(movement.id, ['designated', movement.party], ['deposit', movement.party]);
    case 'released':
      return entry(movement.id, ['designated', movement.party], ['receivable']);
    case 'moved': {
      const { postings, reference } = entry(movement.id, ['deposit', movement.party], ['bank']);
      return { reference, postings: [...postings, ...pair(movement.to, ['bank'], ['deposit', movement.party], fen)] };
    }
    case 'return-begun':
      return entry(movement.id, holder(movement.party), ['refund-payable']);
    case 'return-given-up':
      return entry(movement.id, ['refund-payable'], holder(movement.party));
    case 'return-paid':
      return entry(movement.id, ['refund-payable'], ['bank']);
  }
}

type Place = readonly [account: Account, party?: string];

/** Whose money it is: a customer's, or nobody's yet. */
const holder = (party: string | null): Place => (party === null ? ['suspense'] : ['deposit', party]);

function pair(company: string, [debit, debtor]: Place, [credit, creditor]: Place, fen: number): readonly Posting[] {
  return [
    { company, account: debit, party: debtor ?? null, fen },
    { company, account: credit, party: creditor ?? null, fen: fen === 0 ? 0 : -fen },
  ];
}
