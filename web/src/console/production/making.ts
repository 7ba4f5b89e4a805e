import type { AssistantClient } from '@yinxin/assistant/client';
import type { Answer } from '@yinxin/client';
import type { endpoints } from '@yinxin/contract';

export type ProductionState = Answer<typeof endpoints.production.read>;
type Issued = Answer<typeof endpoints.production.request>;

/** Steps of making one medium, in their order. */
export const STEPS = ['medium', 'register', 'personalise', 'request', 'install', 'prove', 'finish'] as const;
export type Step = (typeof STEPS)[number];

/** The server's side of production; every call may be repeated with the same input. */
export interface Hall {
  readonly isRegistered: (serial: string) => Promise<boolean>;
  readonly register: (serial: string, model: string) => Promise<unknown>;
  readonly personalise: (input: {
    mediumSerial: string;
    transportKey: string;
    passwordCard: string;
  }) => Promise<{ readonly envelope: string }>;
  readonly request: (input: { mediumSerial: string; request: string }) => Promise<Issued>;
  readonly nonce: () => Promise<{ readonly nonce: string }>;
  readonly confirm: (input: { mediumSerial: string; nonce: string; signature: string }) => Promise<ProductionState>;
}
export type Medium = Pick<AssistantClient, 'medium' | 'personalise' | 'createRequest' | 'install' | 'prove' | 'finish'>;

/** The medium in the reader is not the one that this order was begun with. */
export class OtherMedium extends Error {
  readonly expected: string;
  readonly found: string;
  constructor(expected: string, found: string) {
    super('OTHER_MEDIUM');
    this.name = 'OtherMedium';
    this.expected = expected;
    this.found = found;
  }
}

function partsOf(subject: ProductionState['subject']) {
  return {
    C: subject.country,
    ...(subject.province ? { ST: subject.province } : {}),
    ...(subject.locality ? { L: subject.locality } : {}),
    O: subject.organisation,
    ...(subject.organisationalUnit ? { OU: subject.organisationalUnit } : {}),
    CN: subject.commonName,
  };
}

/**
 * Makes one medium from wherever it stands: after a failure or a reload it is simply called again. Personalising once
 * more with the same card opens the same medium again; the request and the certificates stay those of the first time.
 */
export async function makeMedium(
  hall: Hall,
  medium: Medium,
  input: { readonly state: ProductionState; readonly passwordCard: string },
  onStep: (step: Step) => void,
): Promise<ProductionState> {
  const { state, passwordCard } = input;
  onStep('medium');
  const found = await medium.medium();
  const { serial } = found;
  if (state.mediumSerial && state.mediumSerial !== serial) throw new OtherMedium(state.mediumSerial, serial);
  onStep('register');
  if (!(await hall.isRegistered(serial))) await hall.register(serial, found.model);
  onStep('personalise');
  const { envelope } = await hall.personalise({
    mediumSerial: serial,
    transportKey: found.transportPublicKey,
    passwordCard,
  });
  await medium.personalise({ serial, envelope });
  onStep('request');
  const { request } = await medium.createRequest({ serial, subject: partsOf(state.subject) });
  const issued = await hall.request({ mediumSerial: serial, request });
  onStep('install');
  const { sign, encrypt, chain, envelopedKey } = issued;
  await medium.install({ serial, sign, encrypt, chain, envelopedKey, passwordCard });
  onStep('prove');
  const { nonce } = await hall.nonce();
  const { signature } = await medium.prove({ serial, nonce });
  const made = await hall.confirm({ mediumSerial: serial, nonce, signature });
  onStep('finish');
  await medium.finish({ serial });
  return made;
}
