/**
 * GHASH of NIST SP 800-38D over GF(2^128), by tables of 256 entries for one key. A number is four 32-bit words, the
 * first holding the lowest powers; x·v is therefore a shift to the right.
 */

/** What falls out on the right when a word is shifted by 8 bits comes back as these 16 bits on the left. */
const REDUCTION = Uint32Array.from({ length: 256 }, (_, byte) => {
  let low = byte;
  let high = 0;
  for (let i = 0; i < 8; i++) {
    high = (high >>> 1) ^ (low & 1 ? 0xe1000000 : 0);
    low >>>= 1;
  }
  return high;
});

/** byte·H for every byte, as four words each. */
function productsOf(hashKey: Uint8Array): Uint32Array {
  const table = new Uint32Array(1024);
  const view = new DataView(hashKey.buffer, hashKey.byteOffset, 16);
  let [a, b, c, d] = [view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)];
  // The highest bit of a byte is the lowest power.
  for (let bit = 128; bit > 0; bit >>= 1) {
    table.set([a, b, c, d], 4 * bit);
    const carry = d & 1 ? 0xe1000000 : 0;
    d = (d >>> 1) | (c << 31);
    c = (c >>> 1) | (b << 31);
    b = (b >>> 1) | (a << 31);
    a = (a >>> 1) ^ carry;
  }
  for (let high = 2; high < 256; high <<= 1) {
    for (let low = 1; low < high; low++) {
      for (let i = 0; i < 4; i++) {
        table[4 * (high + low) + i] = (table[4 * high + i] ?? 0) ^ (table[4 * low + i] ?? 0);
      }
    }
  }
  return table;
}

/** GHASH over aad and ciphertext, each padded to whole blocks, then their lengths in bits: 16 bytes. */
export function ghash(hashKey: Uint8Array, aad: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const table = productsOf(hashKey);
  const y = new Uint8Array(16);
  const words = new DataView(y.buffer);

  const multiply = (): void => {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let i = 15; i >= 0; i--) {
      const back = REDUCTION[d & 0xff] ?? 0;
      const at = 4 * (y[i] ?? 0);
      d = ((d >>> 8) | (c << 24)) ^ (table[at + 3] ?? 0);
      c = ((c >>> 8) | (b << 24)) ^ (table[at + 2] ?? 0);
      b = ((b >>> 8) | (a << 24)) ^ (table[at + 1] ?? 0);
      a = (a >>> 8) ^ back ^ (table[at] ?? 0);
    }
    words.setUint32(0, a);
    words.setUint32(4, b);
    words.setUint32(8, c);
    words.setUint32(12, d);
  };

  for (const part of [aad, ciphertext]) {
    for (let at = 0; at < part.length; at += 16) {
      const end = Math.min(16, part.length - at);
      for (let i = 0; i < end; i++) y[i] = (y[i] ?? 0) ^ (part[at + i] ?? 0);
      multiply();
    }
  }
  const lengths = new DataView(new ArrayBuffer(16));
  lengths.setBigUint64(0, BigInt(aad.length) * 8n);
  lengths.setBigUint64(8, BigInt(ciphertext.length) * 8n);
  for (let i = 0; i < 16; i++) y[i] = (y[i] ?? 0) ^ lengths.getUint8(i);
  multiply();
  return y;
}
