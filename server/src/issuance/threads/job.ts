import type { SignatureAlgorithm } from '@yinxin/pki';
import type { Draft } from '../steps/draft.ts';
import type { OrderPlan } from '../types.ts';

/** An SM2 signature with the default signer id, to be verified. */
export interface Proof {
  /** 04‖X‖Y. */
  readonly publicKey: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** A private key to be enveloped (GB/T 35276) for a recipient (04‖X‖Y). The thread overwrites it. */
export interface Sealing {
  readonly privateKey: Uint8Array;
  readonly recipientKey: Uint8Array;
}

/** Where drafts are made, as it travels to a thread: public data only. */
export interface DraftDesk {
  readonly name: string;
  readonly algorithm: SignatureAlgorithm;
  /** The certificate of the CA, DER. */
  readonly certificate: Uint8Array;
  /** `StatusAddresses.base`. */
  readonly base: string;
}

/** What a thread is asked, many of a kind in one message: that costs the event loop less than a message for each. */
export type Job =
  | { readonly kind: 'verify'; readonly items: readonly Proof[] }
  | { readonly kind: 'seal'; readonly items: readonly Sealing[] }
  | { readonly kind: 'draft'; readonly desk: DraftDesk; readonly items: readonly OrderPlan[] };

/** One answer for each, in the same order; null for what must be done, and may fail, where it was asked. */
export type Answer =
  | { readonly kind: 'verify'; readonly items: readonly boolean[] }
  | { readonly kind: 'seal'; readonly items: readonly (Uint8Array | null)[] }
  | { readonly kind: 'draft'; readonly items: readonly (Draft | null)[] };
