/** A thread of the issuance: takes one job after the other. See `threads.ts`. No key of a CA ever comes here. */
import { parentPort } from 'node:worker_threads';
import { engine } from '@yinxin/gm';
import { type Certificate, parseCertificate, sealEnvelopedKey } from '@yinxin/pki';
import { statusAddresses } from '../addresses.ts';
import { type DraftPlace, draft } from '../steps/draft.ts';
import type { Answer, DraftDesk, Job, Proof, Sealing } from './job.ts';

const isRight = ({ publicKey, message, signature }: Proof): boolean => {
  try {
    return engine().verify(publicKey, message, signature);
  } catch {
    // No key at all: nothing is proven with it.
    return false;
  }
};

/** The reason stays here: it might carry what it should not, and is found again where the job came from. */
function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}

function seal({ privateKey, recipientKey }: Sealing): Uint8Array | null {
  try {
    return orNull(() => sealEnvelopedKey(privateKey, recipientKey));
  } finally {
    privateKey.fill(0);
  }
}

// The CA stays the same for years: its certificate is read once.
let known: { readonly bytes: string; readonly certificate: Certificate } | undefined;

function placeOf({ name, algorithm, certificate, base }: DraftDesk): DraftPlace {
  const bytes = Buffer.from(certificate).toString('latin1');
  if (known?.bytes !== bytes) known = { bytes, certificate: parseCertificate(certificate) };
  return { name, algorithm, certificate: known.certificate, addresses: statusAddresses(base) };
}

function work(job: Job): Answer {
  switch (job.kind) {
    case 'verify':
      return { kind: 'verify', items: job.items.map(isRight) };
    case 'seal':
      return { kind: 'seal', items: job.items.map(seal) };
    case 'draft': {
      const place = orNull(() => placeOf(job.desk));
      return { kind: 'draft', items: job.items.map((plan) => place && orNull(() => draft(plan, place))) };
    }
  }
}

parentPort?.on('message', (job: Job) => parentPort?.postMessage(work(job)));
