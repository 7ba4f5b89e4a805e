import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { paperFor, submit, upload } from '../application-part.ts';
import { staffAct } from '../authority-part.ts';
import { hallTime } from '../clock-part.ts';
import { refused } from '../holder-part.ts';
import { approve, endOf, type InHand, type Play, prove, read, yearsAfter } from '../play.ts';
import { apply, FEN_A_YEAR, makeAndSend, PROGRAMME, pay, putToUse } from './play.ts';

const { applications } = endpoints;
const YEARS = 1;
const DAY = 86_400_000;
/** Returned once, to be corrected. */
const RETURNED = 'business-licence';

const asked = (seal: 'yes' | 'no') => ({
  years: String(YEARS),
  seal,
  ...(seal === 'yes' ? { 'seal-sort': 'official' } : {}),
});

/** A new application up to the parcel in its holder's hands. */
export async function sentTo(play: Play): Promise<{ order: ApplicationView; held: InHand }> {
  const { order } = await apply(play, 'new', { answers: asked('yes') });
  await approve(play, await pay(play, order, YEARS * FEN_A_YEAR));
  return { order, held: await makeAndSend(play, order) };
}

/** PA-09 … PA-22: the whole of it, with one return of the order that is paid already. */
export async function newCertificate(play: Play, seal: 'yes' | 'no'): Promise<InHand> {
  const { t, who } = play;
  const began = await hallTime(who);
  const { order, form } = await apply(play, 'new', { answers: asked(seal) });
  t.check('it is to be paid before it is reviewed', order.stage === 'payment');
  const paid = await pay(play, order, YEARS * FEN_A_YEAR);
  t.check('and is reviewed then', paid.stage === 'review');
  await approve(play, await returnOnce(play, paid));
  const held = await makeAndSend(play, paid);
  await putToUse(play, paid, held);
  const wanted = yearsAfter(began, YEARS).getTime();
  t.check(`the certificate ends ${YEARS} year later`, Math.abs(endOf(held.made).getTime() - wanted) < 2 * DAY);
  await prove(play, 'new', held.made, form);
  await refused(t, 'a second certificate of the account', 'CERTIFICATE_HELD', () =>
    call(who.person.transport, applications.open, {
      body: { programme: PROGRAMME, project: play.project.code, service: 'new' },
    }),
  );
  return held;
}

/** PA-14: one paper is returned, corrected and submitted again; nobody pays twice. */
async function returnOnce(play: Play, paid: ApplicationView): Promise<ApplicationView> {
  const { t, baseUrl, who, project } = play;
  const { id } = paid;
  const [reason] = project.materials.find(({ code }) => code === RETURNED)?.reasons ?? [];
  if (!reason) throw new Error(`${RETURNED} cannot be returned`);
  await staffAct(t, baseUrl, 'reviewer', id, 'takes the order', { type: 'take' });
  await staffAct(t, baseUrl, 'reviewer', id, 'returns one paper', {
    type: 'return-materials',
    faults: [{ item: { kind: 'material', code: RETURNED }, reason: reason.code }],
  });
  await upload(t, who, id, RETURNED, await paperFor(who, paid, { code: RETURNED, form: null }));
  const again = await submit(t, who, await read(play, id));
  t.check('the corrected order is reviewed again without a second payment', again.stage === 'review');
  t.check('it was paid once', again.payment.attempts === 1 && again.payment.paidAt === paid.payment.paidAt);
  await refused(t, 'a second payment', 'ALREADY_PAID', () =>
    call(who.person.transport, applications.pay, { params: { id }, body: { method: 'cashier' } }),
  );
  return again;
}
