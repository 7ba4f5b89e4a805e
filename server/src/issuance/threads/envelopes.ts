import { sealEnvelopedKey } from '@yinxin/pki';
import type { Sealing } from './job.ts';
import { onThread, portions } from './threads.ts';

const AT_ONCE = 4;

/**
 * Seals private keys, each for its recipient (GB/T 35276), on threads of this process; in the same order. Each key is copied
 * once, into memory that is handed over to the thread and overwritten there.
 */
export async function sealAll(
  keys: readonly Sealing[],
  ask: typeof onThread = onThread,
): Promise<readonly Uint8Array[]> {
  const told = await Promise.all(portions(keys, AT_ONCE).map((portion) => sealSome(portion, ask)));
  return told.flat();
}

async function sealSome(keys: readonly Sealing[], ask: typeof onThread): Promise<readonly Uint8Array[]> {
  const copies = keys.map(({ privateKey, recipientKey }) => ({ privateKey: privateKey.slice(), recipientKey }));
  const answer = await ask(
    { kind: 'seal', items: copies },
    copies.map(({ privateKey }) => privateKey.buffer),
  );
  // What was handed over is gone from here; what no thread took must not stay.
  for (const { privateKey } of copies) if (privateKey.byteLength > 0) privateKey.fill(0);
  const made = answer?.kind === 'seal' ? answer.items : [];
  // What the thread could not do, and whether it may be done at all, is seen here.
  return keys.map(({ privateKey, recipientKey }, i) => made[i] ?? sealEnvelopedKey(privateKey, recipientKey));
}
