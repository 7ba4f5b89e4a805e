import type { GmErrorCode } from '../errors.ts';
import type { Pointer } from '../sm2/openssl-library.ts';

/**
 * What goes to a thread and back. `key` is the address of an open key in this process's OpenSSL: the private key itself
 * is never in a message. Threads of one process share the library, and the sender keeps the key open meanwhile.
 */
export type Job =
  | { readonly op: 'sign'; readonly key: Pointer; readonly message: Uint8Array; readonly signerId: Uint8Array }
  | {
      readonly op: 'verify';
      readonly publicKey: Uint8Array;
      readonly message: Uint8Array;
      readonly signature: Uint8Array;
      readonly signerId: Uint8Array;
    };

/** The signature, whether it was right, or why not. */
export type Outcome =
  | { readonly kind: 'signature'; readonly signature: Uint8Array }
  | { readonly kind: 'verdict'; readonly isGood: boolean }
  | { readonly kind: 'refused'; readonly code: GmErrorCode; readonly message: string };
