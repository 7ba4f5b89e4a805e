import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { act } from '../application-part.ts';
import { staffAct } from '../authority-part.ts';
import { hallTime } from '../clock-part.ts';
import { checkSignIn, refused } from '../holder-part.ts';
import { newMedium } from '../medium.ts';
import { staffMember } from '../people.ts';
import { endOf, type InHand, prove, read, yearsAfter } from '../play.ts';
import { applyAs, makeAtDesk, type ProgrammePlay, passReview, refusesApplicant } from '../programme-part.ts';
import { askCode, awaitsReceipt, download, provide } from './download.ts';

const DAY = 86_400_000;

/** How a product of the authority is handed out. */
export interface Product {
  readonly kind: 'usb-key' | 'ic-card';
  /** Password cards lie in what is posted (BJ-02, BJ-03). */
  readonly cards: boolean;
}

const online = (keys: number) => ({ handling: 'online', keys: String(keys) });

/** BJ-24, BJ-25: before anything is posted an order is taken back, and never comes to life again. */
export async function cancelInTime(play: ProgrammePlay): Promise<void> {
  const { t, who } = play;
  const { order } = await applyAs(play, { service: 'new', answers: online(1) });
  const approved = await passReview(play, order);
  t.check('approved, it waits for the blank media to be posted', approved.state.code === 'approved-post');
  const cancelled = await act(t, who, order.id, 'cancels', { type: 'cancel' });
  t.check(
    'the order is cancelled and keeps its history',
    cancelled.void?.wrong === 'cancelled' && cancelled.timeline.length > 5,
  );
  await refusesApplicant(play, order, 'a cancelled order once more', 'ORDER_VOID', { type: 'cancel' });
}

/** BJ-24: approved for a counter, it is taken back as well; then another order may be begun, either way (BJ-25). */
export async function cancelOnSite(play: ProgrammePlay): Promise<void> {
  const { t, who } = play;
  const { order } = await applyAs(play, { service: 'new', answers: { handling: 'on-site' } });
  const approved = await passReview(play, order);
  t.check('approved, the holder may go to the counter', approved.state.code === 'approved-counter');
  const cancelled = await act(t, who, order.id, 'cancels', { type: 'cancel' });
  t.check('the order is cancelled', cancelled.state.code === 'cancelled');
  const { order: anew } = await applyAs(play, { service: 'new', answers: online(1) });
  t.check('a new one is submitted, online this time', anew.stage === 'papers');
  await act(t, who, anew.id, 'withdraws what is not approved', { type: 'cancel' });
}

/** From an approved order to certificates on every one of its blank media. */
export async function downloadAll(
  play: ProgrammePlay,
  product: Product,
  order: ApplicationView,
  keys: number,
): Promise<readonly [InHand, ...InHand[]]> {
  const { t, baseUrl } = play;
  const media = [];
  for (let n = 0; n < keys; n += 1) media.push(await newMedium());
  play.media.push(...media);
  const blanks = await provide(play, order, media, product.kind, product.cards);
  await refusesApplicant(play, order, 'cancelling what was posted', 'CANCEL_NOT_NOW', { type: 'cancel' });
  const code = await askCode(play, order);
  const [first] = blanks;
  if (first) await awaitsReceipt(play, order, first, code);
  const done: InHand[] = [];
  for (const blank of blanks) {
    const stage = (await read(play, order.id)).stage;
    t.check('the order goes on until every medium is written', stage === 'install');
    done.push(
      await download(
        play,
        order,
        blank,
        code,
        blanks.find((one) => one !== blank),
      ),
    );
  }
  const finished = await read(play, order.id);
  t.check('the order is finished', finished.stage === 'finished' && finished.state.code === 'completed');
  await refusesApplicant(play, order, 'cancelling what is finished', 'ORDER_FINISHED', { type: 'cancel' });
  const { transport } = await staffMember(baseUrl, 'production');
  const provision = await call(transport, endpoints.consoleSelfService.provision, { params: { id: order.id } });
  t.check('staff see what was posted', provision.sent !== null && provision.items.length === keys);
  const [one, ...others] = done;
  if (!one) throw new Error('nothing was downloaded');
  return [one, ...others];
}

/** BJ-16 … BJ-22: ordered online, with the papers posted, downloaded onto blank media. */
export async function orderOnline(
  play: ProgrammePlay,
  product: Product,
  keys: number,
): Promise<readonly [InHand, ...InHand[]]> {
  const { t, who } = play;
  const began = await hallTime(who);
  const { order, form } = await applyAs(play, { service: 'new', answers: online(keys) });
  t.check('identity papers are waited for', order.stage === 'papers');
  const { transport } = who.person;
  const body = { purpose: 'install' } as const;
  await refused(t, 'a download before the approval (BJ-19)', 'SELF_STEP_NOT_NOW', () =>
    call(transport, endpoints.selfService.sendCode, { params: { id: order.id }, body }),
  );
  const approved = await passReview(play, order);
  const held = await downloadAll(play, product, approved, keys);
  const wanted = yearsAfter(began, 1).getTime();
  for (const [at, one] of held.entries()) {
    t.check('the certificate is valid for one year (BJ-31)', Math.abs(endOf(one.made).getTime() - wanted) < 2 * DAY);
    await checkSignIn(t, who, one.medium, one.made.sign);
    await prove(play, keys === 1 ? 'new' : `new-${at + 1}`, one.made, form);
  }
  const { items } = await call(transport, endpoints.holdings.list, { query: { status: 'in-use' } });
  t.check(
    'every certificate is in use, with no business running (BJ-33)',
    items.length === keys && items.every(({ business }) => business.normal),
  );
  return held;
}

/** BJ-01, BJ-17: made at the counter and handed over at once. */
export async function orderOnSite(play: ProgrammePlay): Promise<InHand> {
  const { t, baseUrl, who } = play;
  const { order, form } = await applyAs(play, { service: 'new', answers: { handling: 'on-site' } });
  t.check('no papers are posted for a counter', order.stage === 'review');
  const approved = await passReview(play, order);
  t.check('approved, the holder goes to the counter', approved.state.code === 'approved-counter');
  const held = await makeAtDesk(play, order);
  const { serial: mediumSerial } = held.medium;
  await staffAct(t, baseUrl, 'shipping', order.id, 'hands it over', {
    type: 'hand-over',
    collector: '李明',
    mediumSerial,
  });
  const finished = await read(play, order.id);
  t.check('the order is finished at once', finished.stage === 'finished' && finished.delivery.collectedBy === '李明');
  await checkSignIn(t, who, held.medium, held.made.sign);
  await prove(play, 'on-site', held.made, form);
  return held;
}
