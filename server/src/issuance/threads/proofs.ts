import { engine } from '@yinxin/gm';
import type { Proof } from './job.ts';
import { onThread, portions } from './threads.ts';

const AT_ONCE = 16;

/** Whether each signature is right, in the same order, verified on threads of this process. */
export async function verifyAll(proofs: readonly Proof[]): Promise<readonly boolean[]> {
  const told = await Promise.all(portions(proofs, AT_ONCE).map(verifySome));
  return told.flat();
}

async function verifySome(proofs: readonly Proof[]): Promise<readonly boolean[]> {
  const answer = await onThread({ kind: 'verify', items: proofs });
  if (answer?.kind === 'verify' && answer.items.length === proofs.length) return answer.items;
  const here: boolean[] = [];
  for (const { publicKey, message, signature } of proofs) {
    here.push(await engine().verifyAsync(publicKey, message, signature));
  }
  return here;
}
