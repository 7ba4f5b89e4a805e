import { concatBytes } from '../bytes.ts';

/** A running hash: bytes in, 32 bytes out. */
export interface Sm3Hash {
  update(data: Uint8Array): Sm3Hash;
  digest(): Uint8Array;
}

/** What can be built from any SM3 implementation. */
export interface Sm3 {
  readonly name: 'node' | 'portable';
  /** A new running hash, for data that arrives in pieces. */
  create(): Sm3Hash;
  /** SM3 of one byte string: 32 bytes (GB/T 32905). */
  digest(data: Uint8Array): Uint8Array;
  /** HMAC-SM3, 32 bytes (GB/T 15852.2, RFC 2104 with a block of 64 bytes). */
  hmac(key: Uint8Array, data: Uint8Array): Uint8Array;
  /** The key derivation of SM2 (GB/T 32918.3 §5.4.3): SM3(z ‖ 00000001) ‖ SM3(z ‖ 00000002) …, cut to `length` bytes. */
  kdf(z: Uint8Array, length: number): Uint8Array;
}

/** Builds digest, HMAC and KDF over a source of running hashes. */
export function sm3Over(name: Sm3['name'], create: () => Sm3Hash): Sm3 {
  const digest = (data: Uint8Array): Uint8Array => create().update(data).digest();

  const hmac = (key: Uint8Array, data: Uint8Array): Uint8Array => {
    const block = new Uint8Array(64);
    block.set(key.length > 64 ? digest(key) : key);
    const inner = create().update(block.map((byte) => byte ^ 0x36));
    const outer = create().update(block.map((byte) => byte ^ 0x5c));
    return outer.update(inner.update(data).digest()).digest();
  };

  const kdf = (z: Uint8Array, length: number): Uint8Array => {
    const blocks: Uint8Array[] = [];
    for (let counter = 1; blocks.length * 32 < length; counter++) {
      const suffix = new Uint8Array(4);
      new DataView(suffix.buffer).setUint32(0, counter);
      blocks.push(create().update(z).update(suffix).digest());
    }
    return concatBytes(...blocks).slice(0, length);
  };

  return { name, create, digest, hmac, kdf };
}
