/** The SM4 block cipher (GB/T 32907-2016): 128-bit block, 128-bit key, 32 rounds. Tables by lookup, portable. */

const SBOX_TEXT =
  'd690e9fecce13db716b614c228fb2c052b679a762abe04c3aa441326498606999c4250f491ef987a33540b43edcfac62' +
  'e4b31ca9c908e89580df94fa758f3fa64707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35' +
  '1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89eeabf8ad240c738b5a3f7f2cef96115a1' +
  'e0ae5da49b341a55ad933230f58cb1e31df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51' +
  '8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b08969974a0c96777e65b9f109c56ec684' +
  '18f07dec3adc4d2079ee5f3ed7cb3948';

const SBOX = Uint8Array.from({ length: 256 }, (_, i) => Number.parseInt(SBOX_TEXT.slice(2 * i, 2 * i + 2), 16));
const FK = [0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc] as const;

const rotate = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

function substitute(x: number): number {
  const s = (shift: number): number => (SBOX[(x >>> shift) & 0xff] ?? 0) << shift;
  return s(24) | s(16) | s(8) | s(0);
}

/** CK_i: bytes (4i+j)·7 mod 256 (clause 7.3.2). */
const CK = Uint32Array.from({ length: 32 }, (_, i) =>
  [0, 1, 2, 3].reduce((word, j) => (word << 8) | (((4 * i + j) * 7) & 0xff), 0),
);

/** Round keys of a 16-byte key in the order of encryption. */
export function expandKey(key: Uint8Array): Uint32Array {
  const view = new DataView(key.buffer, key.byteOffset, 16);
  const k = FK.map((fk, i) => view.getUint32(4 * i) ^ fk);
  return Uint32Array.from({ length: 32 }, (_, i) => {
    const b = substitute((k[i + 1] ?? 0) ^ (k[i + 2] ?? 0) ^ (k[i + 3] ?? 0) ^ (CK[i] ?? 0));
    const next = (k[i] ?? 0) ^ b ^ rotate(b, 13) ^ rotate(b, 23);
    k.push(next);
    return next;
  });
}

/** S-box and linear transform L in one: the byte at the left end; the other places are rotations of it. */
const MIXED = Uint32Array.from({ length: 256 }, (_, i) => {
  const t = (SBOX[i] ?? 0) << 24;
  return t ^ rotate(t, 2) ^ rotate(t, 10) ^ rotate(t, 18) ^ rotate(t, 24);
});
const TABLES = [0, 8, 16, 24].map((shift) => MIXED.map((word) => (word >>> shift) | (word << (32 - shift))));
const [T0 = MIXED, T1 = MIXED, T2 = MIXED, T3 = MIXED] = TABLES;

/** Enciphers the block of `input` at byte `at` into `output` at the same place; with round keys reversed, deciphers. */
export function cryptBlock(roundKeys: Uint32Array, input: DataView, output: DataView, at: number): void {
  let a = input.getUint32(at);
  let b = input.getUint32(at + 4);
  let c = input.getUint32(at + 8);
  let d = input.getUint32(at + 12);
  for (let i = 0; i < 32; i++) {
    const x = b ^ c ^ d ^ (roundKeys[i] ?? 0);
    const next =
      a ^ (T0[x >>> 24] ?? 0) ^ (T1[(x >>> 16) & 0xff] ?? 0) ^ (T2[(x >>> 8) & 0xff] ?? 0) ^ (T3[x & 0xff] ?? 0);
    a = b;
    b = c;
    c = d;
    d = next;
  }
  output.setUint32(at, d);
  output.setUint32(at + 4, c);
  output.setUint32(at + 8, b);
  output.setUint32(at + 12, a);
}
