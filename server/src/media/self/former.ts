import type { RecoveredKey } from '../../issuance/index.ts';
import type { Tx } from '../../platform/index.ts';
import { proves } from '../confirmation.ts';
import { refuse } from '../problems.ts';
import { readSerial } from '../stock.ts';
import { lockApplication } from '../store.ts';
import { useNonce } from './nonces.ts';
import type { MediumProof } from './proof.ts';
import { pairPlace } from './store.ts';
import { type Holder, holderFact, ownOrder, type SelfTools } from './tools.ts';

/**
 * The encryption keys of the certificate an order replaced (原加密密钥), for the medium that was made in the order and
 * proves it with its new certificate; none where the order asks for none. Safe to repeat: each time is in the log. Throws
 * SELF_MEDIUM_OTHER, CONFIRMATION_*, ESCROW_*.
 */
export async function formerKeys(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: MediumProof,
  holder: Holder,
): Promise<readonly RecoveredKey[]> {
  await lockApplication(tx, id);
  const order = await ownOrder(tools, tx, id, holder);
  const serial = readSerial(asked.mediumSerial, 'body.mediumSerial');
  const place = await pairPlace(tx, serial);
  const pair =
    place?.applicationId === order.applicationId
      ? await tools.issuance.findPair(tx, place.applicationId, place.position)
      : undefined;
  if (!pair || order.ended) throw refuse('SELF_MEDIUM_OTHER', { field: 'body.mediumSerial', params: { serial } });
  await useNonce(tx, tools.clock, id, 'recovery', asked.nonce);
  if (!proves(asked, pair.sign, tools.origins())) {
    throw refuse('CONFIRMATION_SIGNATURE_WRONG', { field: 'body.signature', params: { serial } });
  }
  const actor = { kind: 'system', id: null, name: order.organisationName } as const;
  const keys = await tools.issuance.recoverKeys(tx, { applicationId: id, mediumSerial: serial }, actor);
  const serials = keys.map((one) => one.serial).join(' ');
  await tools.ports.audit(tx, holderFact('keys.former-taken', order, { medium: serial, serials }));
  return keys;
}
