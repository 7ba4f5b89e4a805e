import { createHash, getHashes, pbkdf2Sync } from 'node:crypto';
import { type Sm3, type Sm3Faster, type Sm3Hash, sm3Over } from './algorithms.ts';
import { portableSm3 } from './portable-sm3.ts';

export type { Sm3, Sm3Hash } from './algorithms.ts';
export { portableSm3 } from './portable-sm3.ts';

function nodeHash(): Sm3Hash {
  const hash = createHash('sm3');
  const running: Sm3Hash = {
    update(data) {
      hash.update(data);
      return running;
    },
    digest: () => new Uint8Array(hash.digest()),
  };
  return running;
}

const nodeFaster: Sm3Faster = {
  pbkdf2: (password, salt, iterations, length) => new Uint8Array(pbkdf2Sync(password, salt, iterations, length, 'sm3')),
};

/** SM3: the one of the running Node when its OpenSSL has it, otherwise the portable one. */
export const sm3: Sm3 = getHashes().includes('sm3') ? sm3Over('node', nodeHash, nodeFaster) : portableSm3;
