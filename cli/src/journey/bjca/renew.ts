import { moveClock } from '../clock-part.ts';
import { checkSignIn, installRenewal } from '../holder-part.ts';
import { endOf, heldOn, type InHand, isRevoked, prove, read, yearsAfter } from '../play.ts';
import { applyAs, type ProgrammePlay, passReview, refusedUntil } from '../programme-part.ts';

const DAY = 86_400_000;

/** BJ-31: within the last 90 days, on the same medium, a year from the old end. */
export async function renew(play: ProgrammePlay, held: InHand): Promise<InHand> {
  const { t, who } = play;
  const { id: subject } = await heldOn(play, held.medium);
  const asked = { service: 'renew', subject };
  const end = endOf(held.made);
  await refusedUntil(play, asked, new Date(end.getTime() - 90 * DAY));
  await moveClock(t, new Date(end.getTime() - 89 * DAY), [who]);
  const { order, form } = await applyAs(play, asked);
  const approved = await passReview(play, order);
  t.check('the new certificate may be installed', approved.state.code === 'to-install');
  const made = await installRenewal(t, who, order, held.medium, held.made.sign);
  t.check('the order is finished', (await read(play, order.id)).stage === 'finished');
  t.check('it ends a year after the old one', endOf(made).getTime() === yearsAfter(end, 1).getTime());
  await checkSignIn(t, who, held.medium, made.sign);
  await isRevoked(play, 'the renewed-away certificate', held.made, 'renew');
  await prove(play, 'renew', made, form);
  return { ...held, made };
}
