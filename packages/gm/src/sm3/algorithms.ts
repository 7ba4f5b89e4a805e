import { GmError } from '../errors.ts';

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
  /** PBKDF2 (RFC 8018 §5.2) with HMAC-SM3: blocks the thread for `iterations` rounds. Throws `SM3_PARAMETER`. */
  pbkdf2(password: Uint8Array, salt: Uint8Array, iterations: number, length: number): Uint8Array;
}

/** What an implementation may do faster than the general way. */
export type Sm3Faster = Partial<Pick<Sm3, 'pbkdf2'>>;

function assertCount(value: number, from: number, what: string): void {
  if (!Number.isSafeInteger(value) || value < from || value > 0x7fff_ffff) {
    throw new GmError('SM3_PARAMETER', `${what} is a whole number from ${from} to 2147483647`);
  }
}

/** Builds digest, HMAC, KDF and PBKDF2 over a source of running hashes. */
export function sm3Over(name: Sm3['name'], create: () => Sm3Hash, faster: Sm3Faster = {}): Sm3 {
  const digest = (data: Uint8Array): Uint8Array => create().update(data).digest();

  const hmac = (key: Uint8Array, data: Uint8Array): Uint8Array => {
    const block = new Uint8Array(64);
    block.set(key.length > 64 ? digest(key) : key);
    const inner = create().update(block.map((byte) => byte ^ 0x36));
    const outer = create().update(block.map((byte) => byte ^ 0x5c));
    return outer.update(inner.update(data).digest()).digest();
  };

  /** `length` bytes of block(1) ‖ block(2) …, each made with its number as four bytes. */
  const stretch = (length: number, block: (counter: Uint8Array) => Uint8Array): Uint8Array => {
    const out = new Uint8Array(length);
    const counter = new Uint8Array(4);
    for (let at = 0, n = 1; at < length; at += 32, n++) {
      new DataView(counter.buffer).setUint32(0, n);
      out.set(block(counter).subarray(0, length - at), at);
    }
    return out;
  };

  const kdf = (z: Uint8Array, length: number): Uint8Array => {
    assertCount(length, 0, 'the length of a derived key');
    return stretch(length, (counter) => create().update(z).update(counter).digest());
  };

  const slowly: Sm3['pbkdf2'] = (password, salt, iterations, length) =>
    stretch(length, (counter) => {
      const salted = new Uint8Array(salt.length + 4);
      salted.set(salt);
      salted.set(counter, salt.length);
      let u = hmac(password, salted);
      const block = u.slice();
      for (let i = 1; i < iterations; i++) {
        u = hmac(password, u);
        for (let j = 0; j < 32; j++) block[j] = (block[j] ?? 0) ^ (u[j] ?? 0);
      }
      return block;
    });

  const pbkdf2: Sm3['pbkdf2'] = (password, salt, iterations, length) => {
    assertCount(iterations, 1, 'the number of rounds');
    assertCount(length, 0, 'the length of a derived key');
    return length === 0 ? new Uint8Array(0) : (faster.pbkdf2 ?? slowly)(password, salt, iterations, length);
  };

  return { name, create, digest, hmac, kdf, pbkdf2 };
}
