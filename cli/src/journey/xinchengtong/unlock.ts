import { lock, unlockApproved } from '../locking.ts';
import { approve, heldNow, type InHand } from '../play.ts';
import { applyAs, type ProgrammePlay, sendPapers } from '../programme-part.ts';
import { remitFee } from './money.ts';
import { FEES } from './play.ts';

/** IT-17, IT-38: locked by wrong PINs, opened only by the unlock business. */
export async function unlock(play: ProgrammePlay, held: InHand): Promise<InHand> {
  await lock(play, held);
  const { id: subject } = await heldNow(play);
  const { order } = await applyAs(play, { service: 'unlock', subject });
  await sendPapers(play, order);
  const approved = await approve(play, await remitFee(play, order, FEES.unlock));
  play.t.check('it may be unlocked', approved.stage === 'unlock');
  return unlockApproved(play, held, approved);
}
