import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import { refused } from '../holder-part.ts';
import { staffMember } from '../people.ts';
import { read } from '../play.ts';
import type { ProgrammePlay } from '../programme-part.ts';
import { hallDay } from './play.ts';

const { remittances } = endpoints;

let entered = 0;

/** The company the organisation pays into (IT-28), as finance knows it. */
export async function companyOf(play: ProgrammePlay, order: ApplicationView): Promise<string> {
  const { t, baseUrl, who } = play;
  const { payee, mistyped } = await t.step('applicant', 'looks where to remit', () =>
    call(who.person.transport, remittances.payeeOf, { params: { id: order.id } }),
  );
  t.check(
    'exactly one company serves the place, with a warning about its name (IT-29)',
    payee !== null && mistyped.length > 0,
  );
  const { transport } = await staffMember(baseUrl, 'finance');
  const { items } = await call(transport, remittances.payees, {});
  const found = items.find(({ code, name }) => code.startsWith(`${play.programme}/`) && name === payee?.company);
  if (!found) throw new Error(`finance knows no company ${payee?.company}`);
  return found.code;
}

/** Finance enters what came in from the customer; it is designated to nothing yet (IT-31). */
export async function enter(play: ProgrammePlay, company: string, amountFen: number, payerName = play.who.name) {
  const { t, baseUrl, who } = play;
  const { transport } = await staffMember(baseUrl, 'finance');
  entered += 1;
  const body = {
    company,
    amountFen,
    payerName,
    reference: `BANK${Date.now()}${entered}`,
    receivedOn: await hallDay(who),
    remark: '证书费',
    whose: { creditCode: who.creditCode },
  };
  const { remittance } = await t.step(
    'finance',
    'enters a remittance',
    () => call(transport, remittances.enter, { body }),
    (r) => ({ state: r.remittance.state }),
  );
  return remittance;
}

type Part =
  | { readonly orderNumber: string; readonly amountFen: number }
  | { readonly due: string; readonly amountFen: number };

export async function designate({ t, baseUrl }: ProgrammePlay, id: string, part: Part): Promise<void> {
  const { transport } = await staffMember(baseUrl, 'finance');
  await t.step(
    'finance',
    'orderNumber' in part ? 'designates it to the certificate fee' : 'designates it to what is owed',
    () => call(transport, remittances.designate, { params: { id }, body: { parts: [part] } }),
    (r) => ({ left: r.leftFen }),
  );
}

/** The fee of an order, remitted and designated in one go. */
export async function remitFee(play: ProgrammePlay, order: ApplicationView, fen: number): Promise<ApplicationView> {
  const { t } = play;
  t.check(`the business costs ${fen / 100} yuan`, order.price.totalFen === fen);
  const { id } = await enter(play, await companyOf(play, order), fen);
  await designate(play, id, { orderNumber: order.number, amountFen: fen });
  const paid = await read(play, order.id);
  t.check('the fee is credited', paid.paymentState === 'paid' && paid.payment.amountFen === fen);
  return paid;
}

/** IT-30: what somebody else paid releases nothing until slip and statement of purpose are recorded. */
export async function remitFromAnother(
  play: ProgrammePlay,
  company: string,
  amountFen: number,
  part: Part,
): Promise<void> {
  const { t, baseUrl } = play;
  const { id, state } = await enter(play, company, amountFen, '张三');
  t.check('what another person paid is unmatched', state === 'unmatched');
  const { transport } = await staffMember(baseUrl, 'finance');
  await refused(t, 'designating it before its papers are there (IT-30)', 'REMITTANCE_UNMATCHED', () =>
    call(transport, remittances.designate, { params: { id }, body: { parts: [part] } }),
  );
  for (const paper of ['slip', 'purpose'] as const) {
    await t.step('finance', `records the ${paper} that came by fax`, () =>
      call(transport, remittances.recordPaper, { params: { id }, body: { paper, channel: 'fax', note: '已收' } }),
    );
  }
  await designate(play, id, part);
}

/** An amount the customer has owed since yesterday. */
export async function oweSinceYesterday(play: ProgrammePlay, company: string, amountFen: number) {
  const { t, baseUrl, who } = play;
  const { transport } = await staffMember(baseUrl, 'finance');
  const { organisation } = await read(play, await anOrder(play));
  const dueOn = await hallDay(who, -1);
  const body = { company, period: dueOn.slice(0, 7), amountFen, dueOn };
  return t.step('finance', 'enters what the customer owes for the platform', () =>
    call(transport, remittances.enterDue, { params: { id: organisation.id }, body }),
  );
}

async function anOrder({ who }: ProgrammePlay): Promise<string> {
  const { items } = await call(who.person.transport, endpoints.applications.list, { query: {} });
  const [first] = items;
  if (!first) throw new Error('no order yet');
  return first.id;
}
