/** A thread that makes key envelopes: a message for each, an answer with the same number. See `envelopes.ts`. */
import { parentPort } from 'node:worker_threads';
import { sealEnvelopedKey } from '@yinxin/pki';
import type { EnvelopeAnswer, EnvelopeJob } from './envelopes.ts';

parentPort?.on('message', ({ id, privateKey, recipientKey }: EnvelopeJob) => {
  let answer: EnvelopeAnswer;
  try {
    answer = { id, envelope: sealEnvelopedKey(privateKey, recipientKey) };
  } catch {
    // Without a reason: it might carry what it should not.
    answer = { id, envelope: null };
  } finally {
    privateKey.fill(0);
  }
  parentPort?.postMessage(answer);
});
