import type { ApplicationView } from '@yinxin/contract';
import { randomPin, TokenError } from '@yinxin/token';
import { checkSignIn, unlockMedium } from './holder-part.ts';
import { type InHand, type Play, read } from './play.ts';

/** Wrong PINs until the medium locks itself. */
export async function lock({ t }: Play, held: InHand): Promise<InHand> {
  const { token, serial } = held.medium;
  token.logout();
  for (let { left } = token.status().pin; left > 0; left--) {
    await token.login(randomPin(serial)).catch((error: unknown) => {
      if (!(error instanceof TokenError)) throw error;
    });
  }
  t.check('the medium is locked', token.status().state === 'locked');
  return held;
}

/** An approved unlocking: code, a new PIN, and the certificate signs in again. */
export async function unlockApproved(play: Play, held: InHand, { id }: Pick<ApplicationView, 'id'>): Promise<InHand> {
  const { t, who } = play;
  const pin = randomPin(held.medium.serial);
  await unlockMedium(t, who, await read(play, id), held.medium, held.made.sign, pin);
  const { state, pin: tries } = held.medium.token.status();
  t.check('the medium is open and its tries are full', state === 'made' && tries.left === tries.limit);
  t.check('the order is finished', (await read(play, id)).stage === 'finished');
  await checkSignIn(t, who, held.medium, held.made.sign);
  return { ...held, pin };
}
