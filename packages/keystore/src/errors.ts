/** Why a key store cannot do what was asked. Stable: shown to operators, kept in logs, part of the contract. */
export const KEY_STORE_PROBLEMS = [
  /** The module, its device or the process that holds it cannot be reached. */
  'STORE_UNREACHABLE',
  /** It is there but closed: no PIN or passphrase was given, or the PIN is blocked. */
  'STORE_LOCKED',
  /** The PIN or passphrase was refused. Never tried again by itself: a few tries block a device. */
  'STORE_PIN_WRONG',
  'STORE_KEY_MISSING',
  /** A key file that is damaged. */
  'STORE_KEY_UNREADABLE',
  /** The key is another one than the certificate names. */
  'STORE_KEY_MISMATCH',
  'STORE_MECHANISM_MISSING',
  'STORE_DEVICE_REMOVED',
  'STORE_TIMEOUT',
  /** Anything else the module answered; the number is in the message. */
  'STORE_FAILED',
] as const;
export type KeyStoreProblem = (typeof KEY_STORE_PROBLEMS)[number];

/** A key store that cannot do what was asked. Carries no PIN, passphrase or key. */
export class KeyStoreError extends Error {
  readonly code: KeyStoreProblem;
  /** The message without its code. */
  readonly detail: string;
  constructor(code: KeyStoreProblem, detail: string, cause?: unknown) {
    super(`${code}: ${detail}`, cause === undefined ? {} : { cause });
    this.name = 'KeyStoreError';
    this.code = code;
    this.detail = detail;
  }
}
