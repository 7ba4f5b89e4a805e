import type { Signer } from '@yinxin/pki';
import type { KeyStoreProblem } from './errors.ts';

/** Kinds of CA keys a store makes. */
export const STORE_ALGORITHMS = ['sm2', 'ecdsa-p256', 'rsa-3072', 'rsa-4096'] as const;
export type StoreAlgorithm = (typeof STORE_ALGORITHMS)[number];

/** A private key inside a store: it signs and never leaves. */
export interface StoreKey extends Signer {
  /** How the store finds it again: a file name, or CKA_ID in hexadecimal. No secret. */
  readonly ref: string;
}

/** Whether a store can sign now. */
export type Health =
  | {
      readonly ready: true;
      /** Manufacturer, model and firmware as the device says; empty for files. */
      readonly description: string;
      readonly algorithms: readonly StoreAlgorithm[];
    }
  | { readonly ready: false; readonly problem: KeyStoreProblem; readonly detail: string };

/** What is asked of `generate`. */
export interface NewKey {
  readonly algorithm: StoreAlgorithm;
  /** For people who look into the store; letters, digits and hyphens. */
  readonly label: string;
}

/** A key as listed. */
export interface StoredKey {
  readonly ref: string;
  readonly label: string;
}

/** A place where CA keys live 密钥库. Everything throws `KeyStoreError`; `health` answers it instead. */
export interface KeyStore {
  readonly kind: 'file' | 'pkcs11';
  readonly name: string;
  health(): Promise<Health>;
  /** Makes a key that cannot be taken out. */
  generate(wanted: NewKey): Promise<StoreKey>;
  open(ref: string): Promise<StoreKey>;
  list(): Promise<readonly StoredKey[]>;
  /** Lets go of sessions and processes. Harmless when repeated. */
  close(): Promise<void>;
}
