import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { boundAt, goOnWith, refused, signInWith } from '../holder-part.ts';
import { staffMember } from '../people.ts';
import { approve, endOf, heldNow, type InHand, isRevoked, type Play, prove } from '../play.ts';
import { apply, FEN_A_YEAR, makeAndSend, pay, putToUse, SYSTEM } from './play.ts';

/** PA-36, PA-32: who signs in with the certificate that gave way is refused, and its binding is over. */
async function checkGone(play: Play, { medium, made }: InHand, folder: string): Promise<void> {
  const { t, who } = play;
  await isRevoked(play, 'the old certificate', made, folder);
  await refused(t, 'sign-in with the old certificate', 'CERTIFICATE_REPLACED', () =>
    signInWith(who, medium, made.sign),
  );
  t.check('the old binding is over', (await boundAt(who, SYSTEM)) === 0);
}

/** PA-28 … PA-32: another name in a certificate with the same end; the key comes back, and all begins again. */
export async function change(play: Play, held: InHand): Promise<InHand> {
  const { t, baseUrl, who } = play;
  const { id: subject } = await heldNow(play);
  const name = who.name.replace(/(股份)?有限公司$/, '科技$1有限公司');
  const answers = { 'new-name': name, seal: 'yes', 'seal-sort': 'official', 'seal-name': name };
  await goOnWith(t, who, held.medium, held.made.sign);
  const { order, form } = await apply(play, 'change', { subject, answers });
  t.check('a change is free and goes to the review at once', order.stage === 'review' && order.price.totalFen === 0);
  await approve(play, order);
  const next = await makeAndSend(play, order);
  const { transport } = await staffMember(baseUrl, 'production');
  const note = '变更业务寄回';
  await t.step('production', 'takes the returned key in', () =>
    call(transport, endpoints.consoleMedia.move, {
      params: { serial: held.medium.serial },
      body: { move: 'return', note },
    }),
  );
  await checkGone(play, held, 'change');
  await putToUse(play, order, next);
  t.check('the certificate bears the new name', Buffer.from(next.made.sign).includes(Buffer.from(name)));
  t.check('it ends when the old one did', endOf(next.made).getTime() === endOf(held.made).getTime());
  await prove(play, 'change', next.made, form);
  return next;
}

/** PA-34 … PA-36: lost; the old certificate is revoked with the approval, the new one keeps its end. */
export async function reissue(play: Play, held: InHand): Promise<InHand> {
  const { t } = play;
  const { id: subject } = await heldNow(play);
  const answers = { 'reissue-reason': 'lost', seal: 'no' };
  const { order, form } = await apply(play, 'reissue', { subject, answers });
  const paid = await pay(play, order, FEN_A_YEAR);
  await approve(play, paid);
  await checkGone(play, held, 'reissue');
  const next = await makeAndSend(play, paid);
  await putToUse(play, paid, next);
  t.check('it ends when the old one did', endOf(next.made).getTime() === endOf(held.made).getTime());
  await prove(play, 'reissue', next.made, form);
  return next;
}
