import { sealUnlockResponse } from '@yinxin/token';
import type { Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import { moveIfDue } from '../stock.ts';
import { lockApplication } from '../store.ts';
import { matchingCode, useCodes } from './codes.ts';
import { adminKeyContext } from './install.ts';
import { type MediumProof, mediumOfStep, provenMedium } from './proof.ts';
import { held } from './provision.ts';
import { PROOF_HOLDS_MS } from './rules.ts';
import { stepOf, writeStep } from './store.ts';
import { atStage, type Holder, holderFact, movedByHolder, ownOrder, type SelfTools } from './tools.ts';
import { forgetTries, refuseLocked, refuseWrong } from './tries.ts';

/** Bytes of a medium's unlock challenge (`packages/token`). */
const CHALLENGE_BYTES = 16;

/**
 * The answer to the unlock challenge of exactly the order's medium (PA-40): its administrator key, sealed to its transport
 * key as the house has it, so that only the medium itself can read it, for this challenge. A later challenge needs no new
 * code while the first proof holds. Throws SELF_MEDIUM_OTHER, SELF_UNLOCK_IMPOSSIBLE, SELF_PROOF_MISSING, SELF_CODE_WRONG,
 * SELF_TRIES_LOCKED.
 */
export async function unlockResponse(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: { readonly mediumSerial: string; readonly challenge: Uint8Array; readonly code?: string | undefined },
  holder: Holder,
): Promise<Uint8Array> {
  await lockApplication(tx, id);
  const order = await ownOrder(tools, tx, id, holder);
  atStage(order, 'unlock');
  const serial = await mediumOfStep(tx, order, asked.mediumSerial);
  const medium = await held(tx, serial);
  const { transport_key: transportKey, sealed_admin_key: sealed } = medium;
  if (transportKey === null || sealed === null || asked.challenge.length !== CHALLENGE_BYTES) {
    throw refuse('SELF_UNLOCK_IMPOSSIBLE', { params: { serial } });
  }
  const now = tools.clock.now();
  const key = { application_id: id, step: 'unlock', medium_serial: serial } as const;
  const earlier = await stepOf(tx, id, 'unlock', serial);
  if (!earlier?.proven_until || earlier.proven_until <= now) {
    await refuseLocked(tx, id, 'unlock');
    if (asked.code === undefined) {
      throw refuse('SELF_PROOF_MISSING', { field: 'body.code', params: { proofs: 'code' } });
    }
    if (!(await matchingCode(tools, tx, id, 'unlock', asked.code))) {
      await refuseWrong(tx, id, 'unlock', (left) =>
        refuse('SELF_CODE_WRONG', { field: 'body.code', params: { left } }),
      );
    }
    await forgetTries(tx, id, 'unlock');
    await useCodes(tools, tx, id, ['unlock']);
    await writeStep(tx, key, { proven_until: new Date(now.getTime() + PROOF_HOLDS_MS) });
  }
  await tools.ports.audit(tx, holderFact('medium.unlock-answered', order, { medium: serial }));
  const adminKey = tools.sealing.open(sealed, adminKeyContext(serial));
  return sealUnlockResponse(new Uint8Array(transportKey), { serial, nonce: asked.challenge, adminKey });
}

/** The medium works again: it signed. Throws SELF_UNLOCK_NOT_BEGUN, SELF_MEDIUM_OTHER, CONFIRMATION_*. */
export async function confirmUnlock(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: MediumProof,
  holder: Holder,
): Promise<void> {
  await lockApplication(tx, id);
  const order = await ownOrder(tools, tx, id, holder);
  if (order.unlock && (await isDone(tx, order.applicationId, await mediumOfStep(tx, order, asked.mediumSerial))))
    return;
  atStage(order, 'unlock');
  const { serial } = await provenMedium(tools, tx, order, 'unlock', asked);
  const begun = await stepOf(tx, id, 'unlock', serial);
  if (!begun) throw refuse('SELF_UNLOCK_NOT_BEGUN', { params: { serial } });
  const by = movedByHolder(order);
  // That it was locked is known only now: nobody told the house before.
  await moveIfDue(tx, tools.clock, await held(tx, serial), 'lock', by);
  await moveIfDue(tx, tools.clock, await held(tx, serial), 'unlock', by);
  const key = { application_id: id, step: 'unlock', medium_serial: serial } as const;
  await writeStep(tx, key, { done_at: tools.clock.now(), proven_until: null });
  await tools.ports.applications.unlocked(tx, id, serial);
  await tools.ports.audit(tx, holderFact('medium.unlocked', order, { medium: serial }));
}

async function isDone(tx: Tx, applicationId: string, serial: string): Promise<boolean> {
  return Boolean((await stepOf(tx, applicationId, 'unlock', serial))?.done_at);
}
