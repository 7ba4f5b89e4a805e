import { call } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { act, submit } from '../application-part.ts';
import { memberActs, staffAct } from '../authority-part.ts';
import { refused } from '../holder-part.ts';
import { scannedPaper } from '../papers.ts';
import { colleague, staffMember } from '../people.ts';
import { read } from '../play.ts';
import { applyAs, type ProgrammePlay, refusesApplicant, refusesStaff, sendPapers } from '../programme-part.ts';
import { remitFee } from './money.ts';
import { FEES } from './play.ts';

const { applications, finance } = endpoints;

/** An order that is returned once, ends for a wrong project after its fee has come in, and is paid back (JX-35, JX-36). */
export async function refund(play: ProgrammePlay): Promise<void> {
  const { t, baseUrl, who } = play;
  const { order } = await applyAs(play, { service: 'new', answers: { 'user-type': 'quarantine' } });
  await sendPapers(play, order);
  await staffAct(t, baseUrl, 'reviewer', order.id, 'takes the order', { type: 'take' });
  const faults = [{ item: { kind: 'field', code: 'handler-name' }, reason: 'field-wrong' }] as const;
  const returned = await staffAct(t, baseUrl, 'reviewer', order.id, 'returns one entry', {
    type: 'return-materials',
    faults: [...faults],
  });
  t.check('it is with the applicant again', returned.stage === 'fill' && returned.state.code === 'returned');
  const fields = { 'handler-name': '王小明' };
  const corrected = await act(t, who, order.id, 'corrects the entry', { type: 'save-draft', fields });
  const again = await submit(t, who, corrected);
  const paid = await remitFee(play, again.stage === 'papers' ? await sendPapers(play, order) : again, FEES.new);
  await refusesApplicant(play, paid, 'a refund of an order that goes on', 'REFUND_NOT_VOID', {
    type: 'request-refund',
    note: '不办了',
  });
  await staffAct(t, baseUrl, 'reviewer', order.id, 'takes the order again', { type: 'take' });
  const ended = await staffAct(t, baseUrl, 'reviewer', order.id, 'ends it: wrong project', {
    type: 'reject-wrong',
    reason: 'wrong-project',
  });
  t.check('the order is over', ended.void?.wrong === 'project');
  await t.step('applicant', 'uploads the refund letter', async () =>
    call(who.person.transport, applications.attachRefundLetter, {
      params: { id: order.id },
      files: [{ name: 'letter.pdf', mediaType: 'application/pdf', bytes: await scannedPaper('refund letter') }],
    }),
  );
  await act(t, who, order.id, 'asks for the money', { type: 'request-refund', note: '选错了项目' });
  await staffAct(t, baseUrl, 'finance', order.id, 'approves the refund', { type: 'approve-refund' });
  const paying = { type: 'pay-out-refund', reference: `R${Date.now()}` } as const;
  await refusesStaff(play, 'finance', order, 'paid out by who approved it', 'SECOND_PERSON_NEEDED', paying);
  await memberActs(t, await colleague(baseUrl, 'finance'), 'finance', order.id, 'pays it out', paying);
  const closed = await read(play, order.id);
  t.check('the money is paid back', closed.paymentState === 'refunded' && closed.payment.amountFen === FEES.new);
  const { transport } = await staffMember(baseUrl, 'finance');
  const { sumFen } = await call(transport, finance.ledger, {});
  t.check('the books balance', sumFen === 0);
  await refusesStaff(play, 'finance', order, 'paid out a second time', 'REFUND_DONE', paying);
  await refused(t, 'a second request for it', 'REFUND_DONE', () =>
    call(who.person.transport, applications.command, {
      params: { id: order.id },
      body: { command: { type: 'request-refund', note: '选错了项目' } },
    }),
  );
  const { order: anew } = await applyAs(play, { service: 'new', answers: { 'user-type': 'quarantine' } });
  t.check('another order may be begun', anew.stage === 'papers');
  await act(t, who, anew.id, 'withdraws', { type: 'cancel' });
}
