import { parseCertificate } from '@yinxin/pki';
import { verifyActivation, verifyRenewal } from '@yinxin/token';
import type { IssuedPair } from '../../issuance/index.ts';
import type { Tx } from '../../platform/index.ts';
import { proves } from '../confirmation.ts';
import { refuse } from '../problems.ts';
import { readSerial } from '../stock.ts';
import { useNonce } from './nonces.ts';
import type { SelfServiceOrder } from './port.ts';
import type { ProvenStep } from './rules.ts';
import { mediaOf, pairPlace } from './store.ts';
import type { SelfTools } from './tools.ts';

/** A nonce of ours and what a medium signed over it. */
export interface Signed {
  readonly nonce: Uint8Array;
  readonly signature: Uint8Array;
}
export interface MediumProof extends Signed {
  readonly mediumSerial: string;
}

/** The pair a medium holds now. Throws SELF_MEDIUM_OTHER when the house made none for it. */
export async function pairOn(tools: SelfTools, tx: Tx, serial: string): Promise<IssuedPair> {
  const place = await pairPlace(tx, serial);
  const pair = place && (await tools.issuance.findPair(tx, place.applicationId, place.position));
  if (!pair) throw refuse('SELF_MEDIUM_OTHER', { field: 'body.mediumSerial', params: { serial } });
  return pair;
}

/** The serial, if the step is about this medium. Throws MEDIUM_SERIAL_WRONG, SELF_MEDIUM_OTHER. */
export async function mediumOfStep(tx: Tx, order: SelfServiceOrder, typed: string): Promise<string> {
  const serial = readSerial(typed, 'body.mediumSerial');
  if (!(await mediaOf(tx, order)).includes(serial)) {
    throw refuse('SELF_MEDIUM_OTHER', { field: 'body.mediumSerial', params: { serial } });
  }
  return serial;
}

/**
 * The medium of a step, having proven itself with the certificate it holds; the nonce is used up. Throws SELF_MEDIUM_OTHER,
 * CONFIRMATION_NONCE_WRONG, CONFIRMATION_SIGNATURE_WRONG.
 */
export async function provenMedium(
  tools: SelfTools,
  tx: Tx,
  order: SelfServiceOrder,
  step: ProvenStep,
  proof: MediumProof,
): Promise<{ readonly serial: string; readonly pair: IssuedPair }> {
  const serial = await mediumOfStep(tx, order, proof.mediumSerial);
  const pair = await pairOn(tools, tx, serial);
  await useNonce(tx, tools.clock, order.applicationId, step, proof.nonce);
  const proven =
    step === 'activation'
      ? provesActivation(tools, order, pair.sign, proof)
      : proves(proof, pair.sign, tools.origins());
  if (!proven) throw refuse('CONFIRMATION_SIGNATURE_WRONG', { field: 'body.signature', params: { serial } });
  return { serial, pair };
}

/** The signature of an activation covers the order's number as well. */
function provesActivation(
  tools: SelfTools,
  { applicationNumber: order }: SelfServiceOrder,
  certificate: Uint8Array,
  { nonce, signature }: Signed,
): boolean {
  const { publicKey } = parseCertificate(certificate);
  return tools
    .origins()
    .some((origin) => verifyActivation({ origin, nonce, order, certificate }, publicKey, signature));
}

/** Whether the certificate in use vouches that a request was made on its own medium. */
export function vouchesFor(
  tools: SelfTools,
  inUse: Uint8Array,
  request: Uint8Array,
  { nonce, signature }: Signed,
): boolean {
  const { publicKey } = parseCertificate(inUse);
  return tools
    .origins()
    .some((origin) => verifyRenewal({ origin, nonce, certificate: inUse, request }, publicKey, signature));
}
