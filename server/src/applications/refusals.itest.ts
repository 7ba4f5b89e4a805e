import { endpoints } from '@yinxin/contract';
import { offerAlso } from '@yinxin/programmes';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogueStore } from './catalogue/catalogue.ts';
import { MOST_DRAFTS } from './engine/stages/subject.ts';
import { pdf, upload } from './testing/hall.ts';
import { ORGANISATION, type Player, worker } from './testing/player.ts';
import { programmeOf, Trial } from './testing/trial.ts';

/* What the catalogues refuse, tried through the API: code, status, both languages, and nothing has changed by it. */

const { applications, consoleApplications } = endpoints;
const [pa, mobile, it] = [programmeOf('pingan'), programmeOf('bjca-mobile'), programmeOf('xinchengtong')];
const NOBODY = '00000000-0000-7000-8000-000000000000';
const submit = (order: Player) => ({ type: 'submit', dataVersion: order.state.dataVersion }) as const;
const save = (fields: Record<string, string>) => ({ type: 'save-draft', fields }) as const;
const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1234567890123' };
/** The holder tries to upload a file. */
const attaching = async (order: Player, material: string, bytes: Blob, name: string) => {
  const { id } = await trial.put(order);
  const input = { params: { id, material }, files: [upload(bytes, name)] };
  return trial.unchanged({ id }, () => trial.holder.refused(applications.attach, input));
};
/** The holder tries to save what cannot be saved. */
const other = async (order: Player, fields: Record<string, string>, code: string) =>
  expect(await trial.asHolder(order, save(fields)), JSON.stringify(fields)).toEqual([422, code]);
const day = (offset: number) => new Date(Date.parse('2026-12-21T02:00:00Z') + offset * 86_400_000).toISOString();

let trial: Trial;
beforeAll(async () => {
  trial = await Trial.open();
});
afterAll(() => trial.hall.server.close());

describe('which business may begin', () => {
  test('[PA-02] a second new application, beside an open one or a living certificate, and a second seal', async () => {
    const [applying, holding] = [await trial.hall.applicant('440300'), await trial.hall.applicant('440300')];
    await applying.call(applications.open, { body: { programme: 'pingan', project: 'supplier', service: 'new' } });
    expect(await trial.opening(pa, 'new', {}, applying)).toEqual([409, 'ALREADY_APPLYING']);
    const { id, creditCode } = holding.organisation;
    trial.held(pa, { organisationId: id, holderCode: creditCode });
    expect(await trial.opening(pa, 'new', {}, holding)).toEqual([409, 'CERTIFICATE_HELD']);
    const { id: subject } = trial.held(pa, { sealName: '甲公司' });
    expect(await trial.opening(pa, 'seal-apply', { subject })).toEqual([409, 'SEAL_THERE']);
  });

  test('a new application beside too many that were never handed in', async () => {
    const [project] = it.projects;
    const applicant = await trial.hall.applicant('440300');
    const body = { programme: it.code, project: project?.code ?? '', service: 'new', regionConfirmed: true };
    await applicant.call(applications.open, { body });
    await sql`insert into application select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(),
        'number', a.number || n))).* from application a, generate_series(2, ${MOST_DRAFTS}::int) n
      where a.organisation_id = ${applicant.organisation.id}`.execute(trial.hall.server.deps.db);
    expect(await trial.opening(it, 'new', {}, applicant)).toEqual([409, 'DRAFTS_TOO_MANY']);
  });

  test('business about a certificate in a session that was not opened with it (PA-01)', async () => {
    for (const [service, sealName] of [
      ['renew', null],
      ['change', null],
      ['seal-apply', null],
      ['seal-change', '甲公司'],
    ] as const) {
      const { id: subject } = trial.held(pa, { sealName });
      expect(await trial.opening(pa, service, { subject }), service).toEqual([403, 'CERTIFICATE_SESSION_NEEDED']);
    }
  });

  test('[PA-07] follow-up business with another account than the one that applied', async () => {
    const [other, { id: subject }] = [await trial.hall.applicant('440300'), trial.held(pa)];
    for (const service of ['renew', 'change', 'reissue', 'unlock', 'seal-apply', 'seal-change'])
      expect(await trial.opening(pa, service, { subject }, other), service).toEqual([404, 'SUBJECT_NOT_YOURS']);
  });

  test('[PA-08] [PA-34] an expired certificate: each of the four leads to a new application', async () => {
    const { id: subject } = trial.held(pa, { notAfter: day(-1), status: 'expired' });
    for (const service of ['renew', 'change', 'reissue', 'seal-apply', 'seal-change'])
      expect(await trial.opening(pa, service, { subject }), service).toEqual([409, 'SUBJECT_EXPIRED_SO']);
    expect((await trial.answerToOpening(pa, 'renew', { subject })).next.zh).toContain('新申请');
  });

  test('[PA-24] [BJ-31] a renewal before its window names the first day, one after the end leads to a new application', async () => {
    for (const programme of [pa, mobile]) {
      const early = trial.held(programme, { notAfter: day(91) });
      expect(await trial.opening(programme, 'renew', { subject: early.id })).toEqual([409, 'WINDOW_NOT_YET']);
      const { detail } = await trial.answerToOpening(programme, 'renew', { subject: early.id });
      expect(detail.zh).toContain('2026-12-22');
      const late = trial.held(programme, { notAfter: day(-1), status: 'expired' });
      expect(await trial.opening(programme, 'renew', { subject: late.id })).toEqual([409, 'SUBJECT_EXPIRED_SO']);
    }
  });

  test('[PA-42] a seal is applied for only without one and changed only with one', async () => {
    const [bare, sealed] = [trial.held(pa), trial.held(pa, { sealName: '甲公司' })];
    expect(await trial.opening(pa, 'seal-change', { subject: bare.id })).toEqual([409, 'NO_SEAL_YET']);
    expect(await trial.opening(pa, 'seal-apply', { subject: sealed.id })).toEqual([409, 'SEAL_THERE']);
  });

  test('[BJ-33] a second business on a certificate while one runs, which is named', async () => {
    const held = trial.held(mobile);
    const running = trial.order(mobile, 'renew', { held }).fill();
    await trial.put(running);
    expect(await trial.opening(mobile, 'damage-reissue', { subject: held.id })).toEqual([409, 'BUSINESS_RUNNING']);
    const { detail } = await trial.answerToOpening(mobile, 'damage-reissue', { subject: held.id });
    expect(detail.zh).toContain(running.state.number);
  });

  test('[BJ-30] an extra application for a branch that was not entered', async () => {
    expect(await trial.opening(mobile, 'new', { branch: NOBODY })).toEqual([404, 'BRANCH_NOT_YOURS']);
  });

  test('[IT-17] a business that needs the key while it is locked, at its opening and when it is handed in', async () => {
    const locked = trial.held(it, { mediumLocked: true });
    expect(await trial.opening(it, 'extension', { subject: locked.id })).toEqual([409, 'MEDIUM_LOCKED']);
    const held = trial.held(it);
    const begun = trial.order(it, 'extension', { held }).fill();
    trial.held(it, { ...held, mediumLocked: true });
    expect(await trial.asHolder(begun, submit(begun))).toEqual([409, 'MEDIUM_LOCKED']);
  });
});

describe('what may be filled in and handed in', () => {
  test('[PA-09] [PA-26] any other term than one to five whole years', async () => {
    for (const service of ['new', 'renew'])
      for (const years of ['0', '6', '1.5', '-1']) await other(trial.order(pa, service), { years }, 'FIELD_INVALID');
  });

  test('[PA-12] a missing copy, a file of another kind, and a form of data that have changed', async () => {
    const order = trial.order(pa, 'new').fill();
    order.do({ type: 'remove-material', material: 'business-licence' });
    expect(await trial.asHolder(order, submit(order))).toEqual([422, 'MATERIAL_MISSING']);
    const page = new Blob(['<p>licence</p>']);
    expect(await attaching(trial.order(pa, 'new'), 'business-licence', page, 'a.html')).toEqual([422, 'FILE_KIND']);
    const changed = trial.order(pa, 'new').fill();
    changed.do(save({ 'registered-address': '广东省深圳市另一路 9 号' }));
    expect(await trial.asHolder(changed, submit(changed))).toEqual([422, 'OUTDATED_TEMPLATE']);
  });

  test('[PA-17] a seal of another type than the official and the contract seal', async () => {
    for (const service of ['new', 'seal-apply'])
      await other(trial.order(pa, service), { 'seal-sort': 'other' }, 'CHOICE_NOT_ONLINE');
  });

  test('[PA-28] [PA-29] a change of anything but name and domicile, or of the term', async () => {
    for (const field of ['years', 'credit-code', 'legal-representative'])
      await other(trial.order(pa, 'change'), { [field]: '2' }, 'FIELD_UNKNOWN');
  });

  test('[PA-31] uploading the key of a change, which is to be sent in, and passing its papers without it', async () => {
    const uploaded = await attaching(trial.order(pa, 'change'), 'medium', await pdf('key'), 'key.pdf');
    expect(uploaded).toEqual([422, 'MATERIAL_UNKNOWN']);
    expect(await trial.passingWithoutKey(trial.order(pa, 'change').to('papers'))).toEqual([409, 'PAPERS_FAULTY']);
  });

  test('[IT-39] passing the papers of a warranty exchange without the faulty key', async () => {
    const order = trial.order(it, 'reissue').to('papers', { 'reissue-reason': 'warranty' });
    expect(await trial.passingWithoutKey(order)).toEqual([409, 'PAPERS_FAULTY']);
  });

  test('an application without a valid mobile (IT-08)', async () => {
    const order = () => trial.order(it, 'new').fill();
    for (const [mobile, code] of [
      ['12345', 'FIELD_INVALID'],
      ['', 'FIELD_MISSING'],
    ] as const) {
      const one = order().do(save({ 'handler-mobile': mobile }));
      expect(await trial.asHolder(one, submit(one)), code).toEqual([422, code]);
    }
  });

  test('[PA-33] [PA-44] a seal with another name than the certificate', async () => {
    const order = trial.order(pa, 'seal-apply').fill({ 'seal-name': '另一家公司' });
    expect(await trial.asHolder(order, submit(order))).toEqual([422, 'SEAL_NAME_DIFFERS']);
  });

  test('[PA-41] the automatic unlocking on data that are not wholly those of the last handler', async () => {
    const { id: applicationId } = await trial.put(trial.order(pa, 'new').to('finished'));
    const order = trial.order(pa, 'unlock', { held: trial.held(pa, { applicationId }) }).fill({
      'last-handler': 'yes',
      'handler-mobile': '13800138001',
    });
    expect(await trial.asHolder(order, submit(order))).toEqual([409, 'HANDLER_DIFFERS']);
  });

  test('[IT-11] [IT-12] the placeholder by who is no quarantine user, and either number left empty', async () => {
    for (const field of ['inspection-number', 'origin-number']) {
      const order = trial.order(it, 'new').fill({ 'user-type': 'enterprise' });
      order.do(save({ [field]: '0000000000' }));
      expect(await trial.asHolder(order, submit(order)), field).toEqual([422, 'FIELD_INVALID']);
      const empty = trial
        .order(it, 'new')
        .fill({ 'user-type': 'enterprise' })
        .do(save({ [field]: '' }));
      expect(await trial.asHolder(empty, submit(empty)), field).toEqual([422, 'FIELD_MISSING']);
    }
  });
});

describe('payment, review and papers', () => {
  test('[PA-13] an unpaid order reaches neither review nor mail room', async () => {
    const order = trial.order(pa, 'new').fill().submit();
    expect(await trial.asStaff(order, 'reviewer', { type: 'take' })).toEqual([409, 'NOT_SUBMITTED']);
    const unpaid = trial.order(pa, 'new').to('payment');
    expect(await trial.asStaff(unpaid, 'mail-room', { type: 'confirm-papers' })).toEqual([409, 'PAPERS_NOT_YET']);
  });

  test('[PA-14] papers before the review, and a rejection without a reason of the material', async () => {
    const order = trial.order(pa, 'new').to('review');
    expect(await trial.asHolder(order, { type: 'post-papers', ...parcel })).toEqual([409, 'PAPERS_NOT_YET']);
    const returned = await trial.returning(trial.order(pa, 'new'), 'business-licence', 'not-signed');
    expect(returned).toEqual([422, 'REASON_UNKNOWN']);
  });

  test('[IT-13] a form returned because its blanks were completed by hand', async () => {
    const returned = await trial.returning(trial.order(it, 'new'), 'application-form', 'data-differs');
    expect(returned).toEqual([422, 'REASON_UNKNOWN']);
  });

  test('[IT-19] an approval while the fee is not credited: on hold, with the reason, and nothing is made', async () => {
    const { reviewer, params } = await trial.inReview(trial.order(it, 'new'));
    const state = await trial.hall.service.read(trial.hall.server.deps.db, params.id);
    const command = { type: 'approve', dataVersion: state?.dataVersion ?? 0 } as const;
    await reviewer.call(consoleApplications.command, { params, body: { command } });
    const seen = await trial.holder.call(applications.read, { params });
    expect(seen.hold?.reasons).toEqual(['fee']);
    const clerk = await trial.hall.staff('shipping');
    const parcel = { carrier: '中国邮政速递', trackingNumber: 'EM1234567890CN', mediumSerial: 'YK0001' };
    const body = { command: { type: 'dispatch', ...parcel } } as const;
    expect(await trial.unchanged(params, () => clerk.refused(consoleApplications.command, { params, body }))).toEqual([
      409,
      'NOT_MADE_YET',
    ]);
  });

  test('[PA-18] registered mail', async () => {
    const registered = { ...parcel, carrier: '邮政挂号信' };
    const order = trial.order(pa, 'new').to('papers');
    expect(await trial.asHolder(order, { type: 'post-papers', ...registered })).toEqual([422, 'CARRIER_REFUSED']);
  });

  test('[PA-16] [PA-19] papers with a fault do not pass before what is faulty was sent again', async () => {
    const order = trial.order(pa, 'new').to('papers');
    order.do({ type: 'post-papers', ...parcel });
    const faults = [
      { item: { kind: 'material' as const, code: 'business-licence' }, reason: 'paper-not-physical-seal' },
    ];
    order.do({ type: 'report-paper-faults', faults }, worker('mail-room'));
    expect(await trial.asStaff(order, 'mail-room', { type: 'confirm-papers' })).toEqual([409, 'PAPERS_FAULTY']);
  });

  test('[PA-30] [PA-51] a free business has no invoice and no refund', async () => {
    const data = { kind: 'e-invoice-general', title: '甲公司', taxNumber: '91440300MA5F000000' } as const;
    const change = trial.order(pa, 'change').to('papers');
    expect(await trial.asHolder(change, { type: 'set-invoice', invoice: data })).toEqual([409, 'INVOICE_NOT_YET']);
    const refund = { type: 'enter-refund', note: '不办了', medium: 'never-received' } as const;
    for (const service of ['change', 'unlock', 'seal-apply'])
      expect(
        await trial.asStaff(trial.order(pa, service).to('review', { 'last-handler': 'no' }), 'finance', refund),
      ).toEqual([409, 'REFUND_NOTHING_PAID']);
  });

  test('[IT-14] printing after the review', async () => {
    const { id } = await trial.put(trial.order(it, 'new').to('production'));
    const input = { params: { id, form: 'application-form' } };
    const printed = await trial.unchanged({ id }, () => trial.holder.refused(applications.form, input));
    expect(printed).toEqual([409, 'PRINT_CLOSED']);
  });

  test('[IT-18] the address after the review by its owner, and after the parcel left by anybody', async () => {
    const recipient = { name: '赵收件', mobile: '13900139000', address: '北京市另一路 4 号' };
    const frozen = trial.order(it, 'new').to('production');
    expect(await trial.asHolder(frozen, { type: 'set-delivery', mode: 'post', recipient })).toEqual([
      409,
      'ADDRESS_FROZEN',
    ]);
    const change = { type: 'change-recipient', recipient, note: '电话' } as const;
    const sent = trial.order(it, 'new').to('finished');
    expect(await trial.asStaff(sent, 'customer-service', change)).toEqual([409, 'ORDER_FINISHED']);
  });

  test('[IT-20] [IT-25] a key without its invoice, and a parcel with another carrier than the company’s', async () => {
    const parcel = { type: 'dispatch', trackingNumber: 'EM1234567890CN', mediumSerial: 'YK0001' } as const;
    const post = (carrier: string) =>
      trial.asStaff(trial.order(it, 'new', { region: '110108' }).to('delivery'), 'shipping', { ...parcel, carrier });
    expect(await post('中国邮政速递')).toEqual([409, 'INVOICE_TO_ENCLOSE']);
    expect(await post('顺丰速运')).toEqual([422, 'CARRIER_NOT_OURS']);
  });
});

describe('fees and invoices', () => {
  test('[IT-27] a business whose fee is not set, which is never taken for free', async () => {
    const services = it.services.map((one) => (one.code === 'unlock' ? { ...one, prices: [] } : one));
    const unset = { ...it, code: 'unset', orderPrefix: 'QW', services };
    const withdraw = offerAlso(unset, []);
    try {
      await catalogueStore().seed(trial.hall.server.deps.db, trial.hall.server.clock.now());
      const order = trial.order(unset, 'unlock').fill();
      expect(await trial.asHolder(order, submit(order))).toEqual([409, 'FEE_NOT_CONFIGURED']);
    } finally {
      withdraw();
    }
  });

  test('[IT-33] [IT-35] an invoice before its kind is confirmed, and a special one for a third-party payer', async () => {
    const { name: title, creditCode: taxNumber } = ORGANISATION;
    const invoice = { kind: 'e-invoice-special', title, taxNumber } as const;
    const third = trial.order(it, 'new').to('production');
    trial.invoiceKinds.set(third.state.id, ['e-invoice-general']);
    expect(await trial.asHolder(third, { type: 'set-invoice', invoice })).toEqual([422, 'INVOICE_KIND_OTHER']);
    const first = trial.order(it, 'new').to('production').do({ type: 'set-invoice', invoice });
    trial.invoiceKinds.set(first.state.id, 'not-confirmed');
    const [params, clerk] = [await trial.put(first), await trial.hall.staff('finance')];
    const files = [upload(await pdf('invoice'), 'invoice.pdf')];
    const input = { params, body: { number: '26001234567890' }, files };
    expect(await trial.unchanged(params, () => clerk.refused(consoleApplications.issueInvoice, input))).toEqual([
      409,
      'INVOICE_KIND_NOT_CONFIRMED',
    ]);
  });
});

describe('giving up', () => {
  const refund = { type: 'enter-refund', note: '不办了', medium: 'returned' } as const;

  test('[BJ-24] [BJ-25] cancelling once the keys are posted or all is done, and anything on a cancelled order', async () => {
    const online = { handling: 'online', keys: '1' };
    const order = (stage: 'provision' | 'install' | 'finished') => trial.order(mobile, 'new').to(stage, online);
    expect(await trial.asHolder(order('install'), { type: 'cancel' })).toEqual([409, 'CANCEL_NOT_NOW']);
    expect(await trial.asHolder(order('finished'), { type: 'cancel' })).toEqual([409, 'ORDER_FINISHED']);
    for (const type of ['cancel', 'submit'] as const) {
      const cancelled = order('provision').do({ type: 'cancel' });
      const command = type === 'cancel' ? ({ type } as const) : submit(cancelled);
      expect(await trial.asHolder(cancelled, command), type).toEqual([409, 'ORDER_VOID']);
    }
  });

  test('[PA-46] [PA-47] a refund after the activation, and on the fifteenth day after the delivery', async () => {
    const bound = trial.order(pa, 'new').to('finished');
    expect(await trial.asStaff(bound, 'finance', refund)).toEqual([409, 'REFUND_ACTIVATED']);
    const late = trial.order(pa, 'new').to('activation').later(13).do({ type: 'confirm-received' });
    expect(late.now.toISOString()).toBe(day(-15));
    expect(await trial.asStaff(late, 'finance', refund)).toEqual([409, 'REFUND_TOO_LATE']);
  });

  test('[PA-48] a refund without the key that was received', async () => {
    const order = trial.order(pa, 'new').to('activation').later(14).do({ type: 'confirm-received' });
    const { medium: _, ...without } = refund;
    expect(await trial.asStaff(order, 'finance', without)).toEqual([422, 'REFUND_MEDIUM']);
  });

  test('[PA-50] paying back while the invoice stands, and sending the key of a refund that is open', async () => {
    const given = (order: Player) => order.do(refund, worker('finance', 'f1'));
    const data = { kind: 'e-invoice-general', title: '甲公司', taxNumber: ORGANISATION.creditCode } as const;
    const billed = trial.order(pa, 'new').to('payment').do({ type: 'set-invoice', invoice: data }).to('activation');
    billed.do({ type: 'invoice-issued', number: '26001234567890', file: 'f' }, worker('finance', 'f0'));
    given(billed).do({ type: 'approve-refund' }, worker('finance', 'f2'));
    const payOut = { type: 'pay-out-refund', reference: 'R1' } as const;
    expect(await trial.asStaff(billed, 'finance', payOut)).toEqual([409, 'INVOICE_TO_REVERSE']);
    const made = given(trial.order(pa, 'new').to('delivery'));
    const dispatch = { type: 'dispatch', ...parcel, mediumSerial: 'YK0001' } as const;
    expect(await trial.asStaff(made, 'shipping', dispatch)).toEqual([409, 'REFUND_OPEN']);
  });
});

test('[PA-52] [IT-26] [BJ-23] somebody else’s order does not exist, neither to be read nor to be acted on', async () => {
  const stranger = await trial.hall.applicant('440300');
  for (const programme of [pa, it, mobile]) {
    const params = await trial.put(trial.order(programme, 'new'));
    const tries = [
      () => stranger.refused(applications.read, { params }),
      () => stranger.refused(applications.command, { params, body: { command: { type: 'cancel' } } }),
    ];
    for (const one of tries) expect(await trial.unchanged(params, one)).toEqual([404, 'ORDER_NOT_FOUND']);
  }
});

test('[PA-52] [IT-26] every column of orders that went all the way, in the lists of their organisation', async () => {
  const bought = trial.order(pa, 'new').to('finished', { years: '3' });
  const posted = trial.order(it, 'new', { region: '110108' }).to('finished');
  const held = trial.order(it, 'new').to('review').do({ type: 'take' }, worker('reviewer'));
  held.do({ type: 'approve', dataVersion: held.state.dataVersion }, worker('reviewer'));
  for (const order of [bought, posted, held]) await trial.put(order);
  const { items } = await trial.holder.call(applications.list, { query: { size: 100 } });
  const row = (order: Player) => items.find(({ number }) => number === order.state.number);
  const { review, papers, delivery, activation, binding, invoice } = bought.state;
  expect(row(bought)).toMatchObject({
    serviceLabel: { zh: '新申请' },
    ...{
      years: 3,
      amountFen: 60_000,
      state: { label: { zh: '已绑定' } },
      invoice: invoice.number === null ? 'none' : 'issued',
    },
    review: { result: 'passed', at: review.passedAt, reasons: [] },
    ...{ papersReceivedAt: papers.confirmedAt, papersIn: papers.trackingNumber, parcelOut: delivery.trackingNumber },
    ...{ receivedAt: delivery.receivedAt, activatedAt: activation.at, boundAt: binding?.at },
  });
  expect([papers.confirmedAt, delivery.receivedAt, activation.at, binding?.at]).not.toContain(null);
  expect(row(posted)).toMatchObject({
    ...{ serviceLabel: { zh: '证书申请' }, applicantName: ORGANISATION.name, held: [], feeCredited: true },
    ...{ submittedAt: posted.state.submittedAt, review: { result: 'passed', at: posted.state.review.passedAt } },
    ...{ carrier: '中国邮政速递', parcelOut: 'SF1234567890124', shippedAt: posted.state.delivery.dispatchedAt },
  });
  expect(row(held)).toMatchObject({ feeCredited: false, review: { at: null }, shippedAt: null });
  expect(row(held)?.held).toHaveLength(1);
});
