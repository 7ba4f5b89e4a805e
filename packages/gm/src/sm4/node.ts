import { createCipheriv, createDecipheriv, getCiphers } from 'node:crypto';
import { concatBytes } from '../bytes.ts';
import type { Sm4Blocks } from './block-cipher.ts';

/** Whether the OpenSSL of this Node offers the SM4 modes used here. */
export function nodeHasSm4(): boolean {
  const offered = new Set(getCiphers());
  return ['sm4-ecb', 'sm4-cbc', 'sm4-ctr'].every((name) => offered.has(name));
}

function run(direction: 'encrypt' | 'decrypt', mode: string, key: Uint8Array, iv: Uint8Array | null, data: Uint8Array) {
  const make = direction === 'encrypt' ? createCipheriv : createDecipheriv;
  const cipher = make(mode, key, iv).setAutoPadding(false);
  return concatBytes(cipher.update(data), cipher.final());
}

/** SM4 modes of the OpenSSL in this Node. */
export const nodeBlocks: Sm4Blocks = {
  name: 'node',
  ecb: (direction, key, data) => run(direction, 'sm4-ecb', key, null, data),
  cbc: (direction, key, iv, data) => run(direction, 'sm4-cbc', key, iv, data),
  ctr: (key, counter, data) => run('encrypt', 'sm4-ctr', key, counter, data),
};
