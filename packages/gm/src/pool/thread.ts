import { parentPort } from 'node:worker_threads';
import { GmError } from '../errors.ts';
import { openSslKeys } from '../sm2/openssl-keys.ts';
import { openOpenSsl } from '../sm2/openssl-library.ts';
import { openSslPublicKeys } from '../sm2/openssl-public-keys.ts';
import { openSslSignatures } from '../sm2/openssl-signatures.ts';
import type { Job, Outcome } from './job.ts';

/** One thread of the pool: takes a list of jobs, answers with the list of outcomes in the same order. */
const ssl = openOpenSsl();
const keys = openSslKeys(ssl);
const signatures = openSslSignatures(ssl, keys);
const publicKeys = openSslPublicKeys(ssl, keys);

function run(job: Job): Outcome {
  try {
    switch (job.op) {
      case 'sign':
        return { kind: 'signature', signature: signatures.sign(job.key, job.message, job.signerId) };
      case 'verify': {
        const { publicKey, message, signature, signerId } = job;
        return {
          kind: 'verdict',
          isGood: signatures.verify(publicKeys.open(publicKey), message, signature, signerId),
        };
      }
    }
  } catch (error) {
    if (error instanceof GmError) return { kind: 'refused', code: error.code, message: error.message };
    throw error;
  }
}

parentPort?.on('message', (jobs: readonly Job[]) => {
  parentPort?.postMessage(jobs.map(run));
});
