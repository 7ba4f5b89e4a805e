/** What the modes need from a block cipher implementation: whole blocks, no padding. */
export interface Sm4Blocks {
  readonly name: 'node' | 'portable';
  /** ECB over whole 16-byte blocks. */
  ecb(direction: Direction, key: Uint8Array, data: Uint8Array): Uint8Array;
  /** CBC over whole 16-byte blocks, `iv` 16 bytes. */
  cbc(direction: Direction, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array;
  /** The counter mode: any length, `counter` 16 bytes counting as one big-endian number. */
  ctr(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array;
}

export type Direction = 'encrypt' | 'decrypt';

/** GCM of an implementation that has it as one piece (12-byte nonce, 16-byte tag). */
export interface Sm4Gcm {
  /** Ciphertext ‖ tag. */
  seal(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Uint8Array;
  /** The plaintext, or undefined when the tag is wrong; nothing of it has left then. */
  open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Uint8Array | undefined;
}
