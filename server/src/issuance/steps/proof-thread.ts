/** A thread that verifies signatures, many for one message. See `proofs.ts`. */
import { parentPort } from 'node:worker_threads';
import { engine } from '@yinxin/gm';
import type { Proof, ProofAnswer, ProofJob } from './proofs.ts';

const isRight = ({ publicKey, message, signature }: Proof): boolean => {
  try {
    return engine().verify(publicKey, message, signature);
  } catch {
    // No key at all: nothing is proven with it.
    return false;
  }
};

parentPort?.on('message', ({ id, proofs }: ProofJob) => {
  parentPort?.postMessage({ id, right: proofs.map(isRight) } satisfies ProofAnswer);
});
