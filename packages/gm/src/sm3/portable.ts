/** SM3 (GB/T 32905-2016) without any platform service: for browsers and for runtimes whose OpenSSL lacks it. */

const BLOCK = 64;
const IV = Uint32Array.of(
  0x7380166f,
  0x4914b2b9,
  0x172442d7,
  0xda8a0600,
  0xa96f30bc,
  0x163138aa,
  0xe38dee4d,
  0xb0fb0e4e,
);

const rotate = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

// The round constant of round j is T_j rotated by j, computed once (clause 4.2).
const ROUND = Uint32Array.from({ length: 64 }, (_, j) => rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32));

/** One running SM3 computation. `digest` may be called once. */
export class PortableSm3 {
  private readonly state = Uint32Array.from(IV);
  private readonly block = new Uint8Array(BLOCK);
  private readonly w = new Uint32Array(68);
  private filled = 0;
  private total = 0;

  update(data: Uint8Array): this {
    this.total += data.length;
    let offset = 0;
    while (offset < data.length) {
      const take = Math.min(BLOCK - this.filled, data.length - offset);
      this.block.set(data.subarray(offset, offset + take), this.filled);
      this.filled += take;
      offset += take;
      if (this.filled === BLOCK) {
        this.compress();
        this.filled = 0;
      }
    }
    return this;
  }

  digest(): Uint8Array {
    const bits = this.total * 8;
    this.block.fill(0, this.filled);
    this.block[this.filled] = 0x80;
    if (this.filled >= 56) {
      this.compress();
      this.block.fill(0);
    }
    const view = new DataView(this.block.buffer);
    view.setUint32(56, Math.floor(bits / 0x1_0000_0000));
    view.setUint32(60, bits % 0x1_0000_0000);
    this.compress();
    const out = new Uint8Array(32);
    const outView = new DataView(out.buffer);
    this.state.forEach((word, i) => {
      outView.setUint32(4 * i, word);
    });
    return out;
  }

  private compress(): void {
    const { state, w } = this;
    const at = (i: number): number => w[i] ?? 0;
    const view = new DataView(this.block.buffer);
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(4 * i);
    for (let i = 16; i < 68; i++) {
      const x = at(i - 16) ^ at(i - 9) ^ rotate(at(i - 3), 15);
      w[i] = x ^ rotate(x, 15) ^ rotate(x, 23) ^ rotate(at(i - 13), 7) ^ at(i - 6);
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let j = 0; j < 64; j++) {
      const a12 = rotate(a, 12);
      const ss1 = rotate((a12 + e + (ROUND[j] ?? 0)) | 0, 7);
      const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ a12) + (at(j) ^ at(j + 4))) | 0;
      const tt2 = (gg + h + ss1 + at(j)) | 0;
      d = c;
      c = rotate(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = rotate(f, 19);
      f = e;
      e = tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17);
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = (state[i] ?? 0) ^ word;
    });
  }
}
