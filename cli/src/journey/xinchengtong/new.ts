import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { act, submit } from '../application-part.ts';
import { staffAct } from '../authority-part.ts';
import { checkSignIn, refused } from '../holder-part.ts';
import { approve, type InHand, prove, read } from '../play.ts';
import {
  applyAs,
  makeAtDesk,
  type ProgrammePlay,
  prepare,
  refusesApplicant,
  refusesStaff,
  sendPapers,
} from '../programme-part.ts';
import { receive } from '../receive.ts';
import { invoiced } from './invoice.ts';
import { companyOf, designate, enter, oweSinceYesterday, remitFee, remitFromAnother } from './money.ts';
import { FEES, PLACEHOLDER } from './play.ts';

const { applications, holdings } = endpoints;
const OWED = 8_000;
const NUMBERS = { 'inspection-number': '1100600123', 'origin-number': '1100CO0045' };

const moved = (address: string, who: { readonly mobile: string }) => ({
  name: '王芳',
  mobile: who.mobile,
  address,
});

/** IT-11, IT-12: a quarantine user passes with the placeholder the choice fills in; for nobody else is it an answer. */
export async function placeholders(play: ProgrammePlay): Promise<void> {
  const { t, who } = play;
  const { order } = await prepare(play, { service: 'new', answers: { 'user-type': 'enterprise', ...NUMBERS } });
  const fields = { 'origin-number': PLACEHOLDER };
  const typed = await act(t, who, order.id, 'types the placeholder', { type: 'save-draft', fields });
  await refusesApplicant(play, order, 'the placeholder of quarantine users by an enterprise', 'FIELD_INVALID', {
    type: 'submit',
    dataVersion: typed.dataVersion,
  });
  await act(t, who, order.id, 'withdraws', { type: 'cancel' });
  const quarantine = await applyAs(play, { service: 'new', answers: { 'user-type': 'quarantine' } });
  const asked = quarantine.order.fields.map(({ code }) => code);
  t.check(
    'a quarantine user is asked for neither number',
    !asked.includes('inspection-number') && !asked.includes('origin-number'),
  );
  const filled = quarantine.order.fields.find(({ code }) => code === 'origin-placeholder')?.value;
  t.check('the placeholder is filled in by the choice', filled === PLACEHOLDER && quarantine.order.stage === 'papers');
  await act(t, who, quarantine.order.id, 'withdraws', { type: 'cancel' });
}

/** IT-14: printed any number of times before the review, never after it. */
async function printed(play: ProgrammePlay, { id }: ApplicationView): Promise<Uint8Array> {
  const form = await call(play.who.person.transport, applications.form, { params: { id, form: 'application-form' } });
  return new Uint8Array(await form.arrayBuffer());
}

/** IT-19, IT-31: held for fee and arrears, each named, until finance has designated both. Answers the approved order. */
async function throughTheGate(play: ProgrammePlay, order: ApplicationView): Promise<ApplicationView> {
  const { t } = play;
  const company = await companyOf(play, order);
  const due = await oweSinceYesterday(play, company, OWED);
  const held = async (what: string, reasons: readonly string[]) => {
    const now = await read(play, order.id);
    const found = now.hold?.reasons ?? [];
    t.check(
      what,
      now.stage === 'review' && found.length === reasons.length && reasons.every((one) => found.some((r) => r === one)),
    );
    t.check(
      reasons.length > 0 ? 'and the clock of the service stands still' : 'and the clock of the service runs',
      (now.waiting.clock?.actor === 'authority') === (reasons.length === 0),
    );
  };
  await approve(play, order);
  await held('it is held for fee and arrears', ['fee', 'arrears']);
  const { id, state } = await enter(play, company, FEES.new);
  t.check('the money is the customer’s and designated to nothing', state === 'undesignated');
  await held('money that is not designated releases nothing', ['fee', 'arrears']);
  await designate(play, id, { orderNumber: order.number, amountFen: FEES.new });
  await held('the fee is there, the arrears still hold it', ['arrears']);
  await remitFromAnother(play, company, OWED, { due: due.id, amountFen: OWED });
  await held('nothing holds it any more', []);
  return approve(play, await read(play, order.id));
}

/** IT-18, IT-20: made, and posted to an address that only staff may still change. */
export async function makeAndPost(play: ProgrammePlay, order: ApplicationView, addressMoves: boolean): Promise<InHand> {
  const { t, baseUrl, who, address } = play;
  const recipient = moved(`${address}附1号`, who);
  const changed = { type: 'change-recipient', recipient, note: '客户来电更改' } as const;
  if (addressMoves) {
    await refusesApplicant(play, order, 'another address by the applicant after the review', 'ADDRESS_FROZEN', {
      type: 'set-delivery',
      mode: 'post',
      recipient,
    });
    await staffAct(t, baseUrl, 'customer-service', order.id, 'changes the address', changed);
    const { delivery } = await read(play, order.id);
    t.check('staff changed the address', delivery.recipient?.address === recipient.address);
  }
  const held = await makeAtDesk(play, order);
  const parcel = { carrier: '中国邮政速递', trackingNumber: `EM${Date.now()}CN`, mediumSerial: held.medium.serial };
  if ((order.payment.amountFen ?? 0) > 0) {
    await refusesStaff(play, 'shipping', order, 'posting the key without its invoice (IT-20)', 'INVOICE_TO_ENCLOSE', {
      type: 'dispatch',
      ...parcel,
    });
    await invoiced(play, order);
  }
  await refusesStaff(play, 'shipping', order, 'another carrier than the company’s (IT-25)', 'CARRIER_NOT_OURS', {
    type: 'dispatch',
    ...parcel,
    carrier: '顺丰速运',
  });
  await staffAct(t, baseUrl, 'shipping', order.id, 'posts key and card', { type: 'dispatch', ...parcel });
  if (addressMoves)
    await refusesStaff(play, 'customer-service', order, 'another address after the posting', 'ORDER_FINISHED', changed);
  const pin = await receive(t, who, held.medium, parcel.trackingNumber);
  return { ...held, pin };
}

/** IT-11: from the placeholder to a key that signs in. */
export async function quarantineKey(play: ProgrammePlay): Promise<InHand> {
  const { t } = play;
  const { order } = await applyAs(play, { service: 'new', answers: { 'user-type': 'quarantine' } });
  const paid = await remitFee(play, await sendPapers(play, order), FEES.new);
  const held = await makeAndPost(play, await approve(play, paid), false);
  t.check('the business is completed', (await read(play, order.id)).stage === 'finished');
  await checkSignIn(t, play.who, held.medium, held.made.sign);
  await prove(play, 'quarantine', held.made, null);
  return held;
}

/** IT-10 … IT-20: applied for, held at the gate, made and posted. */
export async function newKey(play: ProgrammePlay): Promise<InHand> {
  const { t, who } = play;
  const { order: draft } = await prepare(play, {
    service: 'new',
    answers: { 'user-type': 'enterprise', ...NUMBERS },
  });
  const order = await submit(t, who, draft);
  t.check('nothing is uploaded, the form is printed after the submission (IT-10)', order.stage === 'papers');
  const form = await printed(play, order);
  const again = [await printed(play, order), await printed(play, order)];
  t.check(
    'the form is printed again before the review',
    again.every((one) => one.length > 1000),
  );
  const inReview = await sendPapers(play, order);
  const approved = await throughTheGate(play, inReview);
  t.check('all three conditions hold: it is made', approved.stage === 'production');
  await refused(t, 'printing after the review (IT-14)', 'PRINT_CLOSED', () => printed(play, order));
  const held = await makeAndPost(play, approved, true);
  const finished = await read(play, order.id);
  t.check('the business is completed', finished.stage === 'finished' && finished.state.code === 'completed');
  await checkSignIn(t, who, held.medium, held.made.sign);
  await prove(play, 'new', held.made, form);
  const { items } = await call(who.person.transport, holdings.list, { query: { status: 'in-use' } });
  t.check('one certificate is in use', items.length === 1);
  return held;
}
