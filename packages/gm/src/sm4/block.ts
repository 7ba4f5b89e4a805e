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

/** Enciphers one block; with the round keys reversed it deciphers. */
export function cryptBlock(roundKeys: Uint32Array, input: Uint8Array): Uint8Array {
  const view = new DataView(input.buffer, input.byteOffset, 16);
  let a = view.getUint32(0);
  let b = view.getUint32(4);
  let c = view.getUint32(8);
  let d = view.getUint32(12);
  for (const roundKey of roundKeys) {
    const t = substitute(b ^ c ^ d ^ roundKey);
    const next = a ^ t ^ rotate(t, 2) ^ rotate(t, 10) ^ rotate(t, 18) ^ rotate(t, 24);
    a = b;
    b = c;
    c = d;
    d = next;
  }
  const out = new Uint8Array(16);
  const outView = new DataView(out.buffer);
  [d, c, b, a].forEach((word, i) => {
    outView.setUint32(4 * i, word);
  });
  return out;
}
