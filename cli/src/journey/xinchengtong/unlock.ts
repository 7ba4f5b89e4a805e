import { randomPin, TokenError } from '@yinxin/token';
import { checkSignIn, unlockMedium } from '../holder-part.ts';
import { approve, heldNow, type InHand, read } from '../play.ts';
import { applyAs, type ProgrammePlay, sendPapers } from '../programme-part.ts';
import { remitFee } from './money.ts';
import { FEES } from './play.ts';

/** IT-17, IT-38: locked by wrong PINs, opened only by the unlock business. */
export async function unlock(play: ProgrammePlay, held: InHand): Promise<InHand> {
  const { t, who } = play;
  const { token, serial } = held.medium;
  token.logout();
  for (let { left } = token.status().pin; left > 0; left--) {
    await token.login(randomPin(serial)).catch((error: unknown) => {
      if (!(error instanceof TokenError)) throw error;
    });
  }
  t.check('the medium is locked', token.status().state === 'locked');
  const { id: subject } = await heldNow(play);
  const { order } = await applyAs(play, { service: 'unlock', subject });
  await sendPapers(play, order);
  const approved = await approve(play, await remitFee(play, order, FEES.unlock));
  t.check('it may be unlocked', approved.stage === 'unlock');
  const pin = randomPin(serial);
  await unlockMedium(t, who, approved, held.medium, held.made.sign, pin);
  t.check('the medium is open again', token.status().state === 'made');
  t.check('the business is completed', (await read(play, order.id)).stage === 'finished');
  await checkSignIn(t, who, held.medium, held.made.sign);
  return { ...held, pin };
}
