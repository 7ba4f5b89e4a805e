import { cryptBlock, expandKey } from './block.ts';
import type { Direction, Sm4Blocks } from './block-cipher.ts';

function keys(direction: Direction, key: Uint8Array): Uint32Array {
  const roundKeys = expandKey(key);
  return direction === 'encrypt' ? roundKeys : roundKeys.reverse();
}

function mapBlocks(data: Uint8Array, each: (block: Uint8Array) => Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 16) out.set(each(data.subarray(i, i + 16)), i);
  return out;
}

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, i) => byte ^ (b[i] ?? 0));

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
    return mapBlocks(data, (block) => cryptBlock(roundKeys, block));
  },

  cbc(direction, key, iv, data) {
    const roundKeys = keys(direction, key);
    let previous = iv;
    return mapBlocks(data, (block) => {
      if (direction === 'encrypt') {
        previous = cryptBlock(roundKeys, xor(block, previous));
        return previous;
      }
      const plain = xor(cryptBlock(roundKeys, block), previous);
      previous = block;
      return plain;
    });
  },

  ctr(key, counter, data) {
    const roundKeys = expandKey(key);
    const running = counter.slice();
    return mapBlocks(data, (block) => {
      const stream = cryptBlock(roundKeys, running);
      increment(running);
      return xor(block, stream);
    });
  },
};
