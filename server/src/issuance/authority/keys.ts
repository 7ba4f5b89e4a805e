import { KeyStoreError, type StoreKey } from '@yinxin/keystore';
import { type PublicKey, type SignatureAlgorithm, sameKey } from '@yinxin/pki';
import { refuse } from '../problems.ts';
import type { SigningPermit } from './permit.ts';

/** A private key of a CA, closed: one permit, one signature. */
export interface AuthorityKey extends PublicKey {
  readonly algorithm: SignatureAlgorithm;
  /**
   * Spends the permit and signs its bytes; answers the signature value. Throws PermitError, and the refusal
   * AUTHORITY_KEY_UNAVAILABLE while the key store is away or the key waits for its operators; then nothing was signed.
   */
  sign(permit: SigningPermit): Promise<Uint8Array>;
}

/** Closes a key of a store. */
export function closedKey(name: string, key: StoreKey): AuthorityKey {
  return {
    algorithm: key.algorithm,
    keyAlgorithm: key.keyAlgorithm,
    publicKey: key.publicKey,
    async sign(permit) {
      try {
        return await key.sign(permit.spend());
      } catch (error) {
        throw unavailable(name, error);
      }
    },
  };
}

/** What is known of a key before its store answers. */
export interface KeyAbout extends PublicKey {
  readonly name: string;
  readonly algorithm: SignatureAlgorithm;
}

/** A key whose store may be away, locked or waiting for operators at any time: opened when it is needed, and kept. */
export interface LazyKey extends AuthorityKey {
  /** Opens the key if it is not open. Throws KeyStoreError or ActivationNeeded. */
  ready(): Promise<void>;
  /** Forgets the opened key: the next use opens it again. */
  forget(): void;
}

export function lazyKey(about: KeyAbout, open: () => Promise<StoreKey>): LazyKey {
  let opening: Promise<StoreKey> | undefined;
  const opened = (): Promise<StoreKey> => {
    opening ??= open().then((key) => {
      if (!sameKey(key, about)) {
        throw new KeyStoreError('STORE_KEY_MISMATCH', `the key of ${about.name} is another than its certificate names`);
      }
      return key;
    });
    opening.catch(() => {
      opening = undefined;
    });
    return opening;
  };
  return {
    algorithm: about.algorithm,
    keyAlgorithm: about.keyAlgorithm,
    publicKey: about.publicKey,
    async ready() {
      await opened();
    },
    forget() {
      opening = undefined;
    },
    async sign(permit) {
      try {
        const key = await opened();
        return await key.sign(permit.spend());
      } catch (error) {
        throw unavailable(about.name, error);
      }
    },
  };
}

/** The key waits for its operators. */
export class ActivationNeeded extends Error {
  readonly code = 'ACTIVATION_NEEDED';
  constructor(name: string) {
    super(`the key of ${name} waits for its operators`);
    this.name = 'ActivationNeeded';
  }
}

/** Why a key cannot be used now; the contract knows the same codes. */
export type KeyProblem = KeyStoreError['code'] | ActivationNeeded['code'];

/** The code of a key that cannot be used now; undefined for any other error. */
export function keyProblemOf(error: unknown): KeyProblem | undefined {
  return error instanceof KeyStoreError || error instanceof ActivationNeeded ? error.code : undefined;
}

function unavailable(name: string, error: unknown): unknown {
  const reason = keyProblemOf(error);
  return reason === undefined ? error : refuse('AUTHORITY_KEY_UNAVAILABLE', { params: { name, reason }, cause: error });
}
