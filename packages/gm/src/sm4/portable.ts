import { cryptBlock, expandKey } from './block.ts';
import type { Direction, Sm4Blocks } from './block-cipher.ts';

function keys(direction: Direction, key: Uint8Array): Uint32Array {
  const roundKeys = expandKey(key);
  return direction === 'encrypt' ? roundKeys : roundKeys.reverse();
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** output[at …] = input[at …] xor block[blockAt …], as many bytes as are left of 16. */
function xorBlock(output: Uint8Array, input: Uint8Array, at: number, block: Uint8Array, blockAt = 0): void {
  const end = Math.min(16, input.length - at);
  for (let i = 0; i < end; i++) output[at + i] = (input[at + i] ?? 0) ^ (block[blockAt + i] ?? 0);
}

/** Adds 1 to a 16-byte big-endian counter. */
function increment(counter: Uint8Array): void {
  for (let i = 15; i >= 0; i--) {
    const next = ((counter[i] ?? 0) + 1) & 0xff;
    counter[i] = next;
    if (next !== 0) return;
  }
}

/** SM4 modes in TypeScript only. */
export const portableBlocks: Sm4Blocks = {
  name: 'portable',

  ecb(direction, key, data) {
    const roundKeys = keys(direction, key);
    const out = new Uint8Array(data.length);
    const [from, to] = [viewOf(data), viewOf(out)];
    for (let at = 0; at < data.length; at += 16) cryptBlock(roundKeys, from, to, at);
    return out;
  },

  cbc(direction, key, iv, data) {
    const roundKeys = keys(direction, key);
    const out = new Uint8Array(data.length);
    const [from, to] = [viewOf(data), viewOf(out)];
    for (let at = 0; at < data.length; at += 16) {
      const [previous, previousAt] = at === 0 ? [iv, 0] : [direction === 'encrypt' ? out : data, at - 16];
      if (direction === 'encrypt') {
        xorBlock(out, data, at, previous, previousAt);
        cryptBlock(roundKeys, to, to, at);
      } else {
        cryptBlock(roundKeys, from, to, at);
        xorBlock(out, out, at, previous, previousAt);
      }
    }
    return out;
  },

  ctr(key, counter, data) {
    const roundKeys = expandKey(key);
    const running = counter.slice();
    const stream = new Uint8Array(16);
    const [from, to] = [viewOf(running), viewOf(stream)];
    const out = new Uint8Array(data.length);
    for (let at = 0; at < data.length; at += 16) {
      cryptBlock(roundKeys, from, to, 0);
      increment(running);
      xorBlock(out, data, at, stream);
    }
    return out;
  },
};
