import type { PathRefusal } from '@yinxin/pki';
import type { AccessRefusal } from './problems.ts';

/** How far a held certificate has come (状态 of its life, those that matter here). */
export const HELD_STATES = [
  'requested',
  'made',
  'activated',
  'in-use',
  'suspended',
  'superseded',
  'expired',
  'revoked',
  'withdrawn',
] as const;
export type HeldState = (typeof HELD_STATES)[number];

/** Why a certificate in this state cannot be used, naming the missing step (PA-21, PA-22); null when it can. */
export function refusesState(state: HeldState): AccessRefusal | null {
  switch (state) {
    case 'requested':
    case 'made':
      return 'CERTIFICATE_NOT_ACTIVATED';
    case 'suspended':
      return 'CERTIFICATE_ON_HOLD';
    case 'superseded':
      return 'CERTIFICATE_REPLACED';
    case 'expired':
      return 'CERTIFICATE_RUN_OUT';
    case 'revoked':
    case 'withdrawn':
      return 'CERTIFICATE_IS_REVOKED';
    case 'activated':
    case 'in-use':
      return null;
  }
}

/** What a chain that is not trusted means to the person with the medium. */
export function refusesPath(refusal: PathRefusal): AccessRefusal {
  switch (refusal) {
    case 'EXPIRED':
      return 'CERTIFICATE_RUN_OUT';
    case 'NOT_YET_VALID':
      return 'CERTIFICATE_TOO_EARLY';
    case 'KEY_USAGE':
    case 'EXTENDED_KEY_USAGE':
      return 'CERTIFICATE_WRONG_USE';
    case 'REVOKED':
      return 'CERTIFICATE_IS_REVOKED';
    default:
      return 'CERTIFICATE_UNTRUSTED';
  }
}

/** What is asked before a certificate signs its account in. */
export interface SignInQuestion {
  readonly state: HeldState;
  /** Account the certificate belongs to. */
  readonly account: string;
  /** Account the user asked for, if any; null when there is none of that name. */
  readonly asked: string | null | undefined;
  /** It names a branch of the account (BJ-30). */
  readonly ofBranch?: boolean;
  /** The programme demands a binding, and there is none. */
  readonly lacksBinding: boolean;
}

/** Why a proven certificate does not sign in; null when it does. Another account's certificate is named as such first (PA-03). */
export function refusesSignIn(question: SignInQuestion): AccessRefusal | null {
  const { state, account, asked, ofBranch, lacksBinding } = question;
  if (asked !== undefined && asked !== account) return 'CERTIFICATE_OF_OTHER_ACCOUNT';
  // Who has the key of a branch has not the account of its parent.
  if (ofBranch) return 'CERTIFICATE_OF_BRANCH';
  return refusesState(state) ?? (lacksBinding ? 'CERTIFICATE_NOT_BOUND' : null);
}
