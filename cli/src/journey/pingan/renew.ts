import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { moveClock } from '../clock-part.ts';
import { boundAt, checkSignIn, goOnWith, installRenewal, refused } from '../holder-part.ts';
import { endOf, heldNow, type InHand, isRevoked, type Play, prove, read, yearsAfter } from '../play.ts';
import { apply, FEN_A_YEAR, PROGRAMME, pay, SYSTEM } from './play.ts';

const YEARS = 2;
const DAY = 86_400_000;

/** PA-24 … PA-27: within the last 90 days, on the same key, counted from the old end; the binding stays. */
export async function renew(play: Play, held: InHand): Promise<InHand> {
  const { t, who, project } = play;
  const { id: subject } = await heldNow(play);
  const open = () =>
    call(who.person.transport, endpoints.applications.open, {
      body: { programme: PROGRAMME, project: project.code, service: 'renew', subject },
    });
  await refused(t, 'renewal more than 90 days before the end', 'WINDOW_NOT_YET', open);
  await moveClock(t, new Date(endOf(held.made).getTime() - 60 * DAY), [who]);
  await refused(t, 'renewal with the password', 'CERTIFICATE_SESSION_NEEDED', open);
  await goOnWith(t, who, held.medium, held.made.sign);
  const { order } = await apply(play, 'renew', { subject, answers: { years: String(YEARS) } });
  const paid = await pay(play, order, YEARS * FEN_A_YEAR);
  const made = await installRenewal(t, who, paid, held.medium, held.made.sign);
  const finished = await read(play, order.id);
  t.check('the order is finished', finished.stage === 'finished');
  const wanted = yearsAfter(endOf(held.made), YEARS).getTime();
  t.check(`the renewed certificate ends ${YEARS} years after the old one`, endOf(made).getTime() === wanted);
  t.check('the binding stays in force', (await boundAt(who, SYSTEM)) === 1);
  await checkSignIn(t, who, held.medium, made.sign);
  await isRevoked(play, 'the renewed certificate', held.made, 'renew');
  await prove(play, 'renew', made, null);
  return { ...held, made };
}
