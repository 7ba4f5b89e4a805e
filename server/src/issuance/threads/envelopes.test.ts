import { engine } from '@yinxin/gm';
import { openEnvelopedKey } from '@yinxin/pki';
import { expect, test } from 'vitest';
import { sealAll } from './envelopes.ts';
import type { Job } from './job.ts';

test('where no thread could do it the keys are sealed here, and no copy of them stays', async () => {
  const asked: Job[] = [];
  const noThread = async (job: Job) => {
    asked.push(job);
    return undefined;
  };
  const [key, holder] = [engine().generateKeyPair(), engine().generateKeyPair()];
  const [envelope] = await sealAll([{ privateKey: key.privateKey, recipientKey: holder.publicKey }], noThread);
  expect(openEnvelopedKey(envelope ?? new Uint8Array(), holder.privateKey).privateKey).toEqual(key.privateKey);
  const copies = asked.flatMap((job) => (job.kind === 'seal' ? job.items.map(({ privateKey }) => privateKey) : []));
  expect(copies).toEqual([new Uint8Array(32)]);
});
