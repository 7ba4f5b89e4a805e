import { creditCode } from '@yinxin/identifiers';
import { addDuration, type Programme } from '@yinxin/programme';
import { formsOf, programmes } from '@yinxin/programmes';
import { describe, expect, test } from 'vitest';
import { printForm } from '../catalogue/print.ts';
import { noticesOf } from '../effects.ts';
import { applicationView } from '../present/application.ts';
import { applicationRow } from '../present/row.ts';
import { heldBy, holder, house, ORGANISATION, Player, RECIPIENT, worker } from '../testing/player.ts';
import { isPrintClosed } from './stages/review.ts';
import { currentClock } from './waiting.ts';

/* Applications that are printed, completed by hand and posted; keys and invoices that are posted back. */

const found = programmes.find(({ code }) => code === 'xinchengtong');
if (!found) throw new Error('the programme is missing');
const it: Programme = found;
const BEIJING = '110108';
const parcel = { carrier: '中国邮政速递', trackingNumber: 'EM1234567890CN', mediumSerial: 'YK0001' };
const another = { ...RECIPIENT, address: '北京市另一路 4 号' };

/** An order of an enterprise registered in Beijing. */
function beijing(service: string): Player {
  const subject = service === 'new' ? {} : { subject: heldBy(it) };
  const organisation = { id: holder.kind === 'applicant' ? holder.organisationId : '', creditCode: '', name: '甲公司' };
  return new Player(it, service, {
    ...subject,
    opening: { organisation: { ...organisation, creditCode: creditCode.numbered(1, BEIJING) } },
  });
}

const view = (order: Player) => applicationView(order.state, order.history, order.context(holder));

describe('printing', () => {
  test('a paper that is posted is never uploaded', () => {
    const order = new Player(it, 'new');
    expect(order.project.materials.every(({ object }) => object === 'original')).toBe(true);
    const upload = {
      type: 'attach-material',
      material: 'application-form',
      file: order.file('application-form'),
    } as const;
    expect(order.refusal(upload, holder)).toBe('MATERIAL_UNKNOWN');
    expect(order.fill().submit().state.stage).toBe('papers');
  });

  test('[IT-13] blanks are listed, printed empty, completed by hand, and nothing lets a reviewer return that', async () => {
    const fields = (it.projects[0]?.fields ?? []).map((one) => ({ ...one, required: false }));
    const projects = it.projects.map((one) => ({ ...one, fields }));
    const order = new Player({ ...it, projects }, 'new');
    order.do({ type: 'save-draft', fields: { 'user-type': 'enterprise', 'handler-mobile': '13800138000' } });
    const blank = (shown: ReturnType<typeof view>) =>
      shown.fields.filter(({ value }) => value === '').map(({ code }) => code);
    expect(blank(view(order))).toEqual(['inspection-number', 'origin-number', 'handler-name']);
    expect(view(order).materials.find(({ form }) => form !== null)?.byHand).toBe(true);
    const template = formsOf('xinchengtong').find(({ code }) => code === 'application-form');
    if (!template) throw new Error('no form');
    const form = { template, publishedAt: null, publishedBy: null };
    expect((await printForm(order.state, form, order.context(holder))).length).toBeGreaterThan(1000);
    order.submit().to('review').do({ type: 'take' }, worker('reviewer'));
    for (const { code, reasons } of order.project.materials)
      for (const { code: reason, label } of reasons) {
        expect(`${reason} ${label.zh}`).not.toMatch(/data-differs|手写补|手工/);
        expect(code).toBeDefined();
      }
    const returned = { item: { kind: 'material', code: 'application-form' } as const, reason: 'data-differs' };
    expect(order.refusal({ type: 'return-materials', faults: [returned] }, worker('reviewer'))).toBe('REASON_UNKNOWN');
    order.pay().do({ type: 'take' }, worker('reviewer'));
    order.do({ type: 'approve', dataVersion: order.state.dataVersion }, worker('reviewer'));
    expect(order.state.stage).toBe('production');
  });

  test('[IT-14] any number of times until it is reviewed', () => {
    const order = new Player(it, 'new').fill().submit();
    expect(isPrintClosed(order.state, it)).toBe(false);
    order.to('review');
    expect(isPrintClosed(order.state, it)).toBe(false);
    expect(view(order).printing).toBeNull();
    expect(isPrintClosed(order.to('production').state, it)).toBe(true);
    expect(view(order).printing?.code).toBe('PRINT_CLOSED');
    expect(isPrintClosed(order.to('finished').state, it)).toBe(true);
  });
});

describe('where the parcel goes', () => {
  test('[IT-18] the pending business follows the default address until the review, then keeps what it had', () => {
    const order = new Player(it, 'new').to('papers');
    expect(view(order).delivery).toMatchObject({ followsDefault: true, recipient: { address: RECIPIENT.address } });
    order.defaultRecipient = another;
    expect(view(order).delivery.recipient?.address).toBe(another.address);
    order.to('production');
    order.defaultRecipient = RECIPIENT;
    expect(view(order).delivery).toMatchObject({ followsDefault: false, recipient: { address: another.address } });
  });

  test('[IT-18] after the review only staff change it, the page says to call at once, and nobody changes it once it is sent', () => {
    const order = new Player(it, 'new').to('production');
    const own = { type: 'set-delivery', mode: 'post', recipient: another } as const;
    expect(order.refusal(own, holder)).toBe('ADDRESS_FROZEN');
    const said = view(order).actions.find(({ command }) => command === 'set-delivery');
    expect(said).toBeDefined();
    const staff = { type: 'change-recipient', recipient: another, note: '电话' } as const;
    order.do(staff, worker('customer-service'));
    expect(view(order).delivery.recipient?.address).toBe(another.address);
    order.to('finished');
    expect(order.refusal(staff, worker('customer-service'))).toBe('ORDER_FINISHED');
    expect(order.state.delivery.recipient?.address).toBe(another.address);
  });
});

describe('two working days from the approval', () => {
  test('[IT-20] key and invoice leave together', () => {
    const order = beijing('new').to('production');
    const { passedAt } = order.state.review;
    const promise = addDuration(new Date(passedAt ?? ''), { amount: 2, unit: 'working-days' }).toISOString();
    expect(currentClock(order.state, order)).toMatchObject({ since: passedAt, promise });
    order.later(1).to('delivery');
    expect(currentClock(order.state, order)).toMatchObject({ since: passedAt, promise });
    expect(order.refusal({ type: 'dispatch', ...parcel }, worker('shipping'))).toBe('INVOICE_TO_ENCLOSE');
    const data = { kind: 'e-invoice-general', title: '甲公司', taxNumber: ORGANISATION.creditCode } as const;
    order.do({ type: 'set-invoice', invoice: data });
    order.do({ type: 'invoice-issued', number: '26001234567890', file: 'f' }, worker('finance'));
    order.do({ type: 'dispatch', ...parcel }, worker('shipping'));
    expect(order.state.stage).toBe('finished');
  });

  test('[IT-20] of a remote extension only the invoice is posted', () => {
    const order = beijing('extension').to('install', { 'extension-way': 'remote' });
    expect(view(order).stages.map(({ kind }) => kind)).not.toContain('delivery');
    const posted = { type: 'post-invoice', carrier: '中国邮政速递', trackingNumber: 'EM1234567890CN' } as const;
    expect(order.refusal(posted, worker('shipping'))).toBe('INVOICE_NOT_ISSUED');
    const data = { kind: 'e-invoice-general', title: '甲公司', taxNumber: ORGANISATION.creditCode } as const;
    order.do({ type: 'set-invoice', invoice: data });
    order.do({ type: 'invoice-issued', number: '26001234567890', file: 'f' }, worker('finance'));
    order.do(posted, worker('shipping'));
    expect(view(order).invoice.parcel).toMatchObject({ trackingNumber: 'EM1234567890CN' });
    expect(order.refusal(posted, worker('shipping'))).toBe('INVOICE_POSTED');
  });
});

test('[IT-25] the number goes to the reserved mobile by SMS and stands in the list', () => {
  const order = beijing('new').to('production', { 'user-type': 'enterprise' }).to('finished');
  const sent = order.history.find(({ event }) => event.type === 'dispatched')?.event;
  if (sent?.type !== 'dispatched') throw new Error('nothing was sent');
  const [told] = noticesOf(sent, order.state, it);
  const reserved = order.state.fields['handler-mobile']?.value;
  expect(told).toMatchObject({ template: 'dispatched', to: { mobile: reserved } });
  expect(told?.params.trackingNumber).toBe(sent.trackingNumber);
  const row = applicationRow(order.state, order, 'applicant');
  expect(row).toMatchObject({ parcelOut: sent.trackingNumber, carrier: sent.carrier });
});

test('[IT-25] a company with a carrier of its own posts with no other, the others with any', () => {
  const order = beijing('new').to('delivery');
  const other = { type: 'dispatch', ...parcel, carrier: '顺丰速运' } as const;
  expect(order.refusal(other, worker('shipping'))).toBe('CARRIER_NOT_OURS');
  const shenzhen = new Player(it, 'new').to('delivery');
  expect(shenzhen.refusal(other, worker('shipping'))).toBe('INVOICE_TO_ENCLOSE');
});

describe('an extension, as its holder chose', () => {
  const way = (answer: 'remote' | 'ordinary') => {
    const order = new Player(it, 'extension', { subject: heldBy(it) }).to('papers', { 'extension-way': answer });
    const { materials } = order.project;
    return { kinds: view(order).stages.map(({ kind }) => kind), sends: materials.map(({ object }) => object), order };
  };

  test('[IT-16] remote: the key stays with its holder, who downloads; ordinary: the key is sent in, made and posted back', () => {
    const remote = way('remote');
    expect(remote.kinds).toEqual(['fill', 'papers', 'review', 'install']);
    expect(remote.sends).not.toContain('medium');
    expect(remote.order.to('finished').state.install.installed).toEqual(['YK0009']);
    const ordinary = way('ordinary');
    expect(ordinary.kinds).toEqual(['fill', 'papers', 'review', 'production', 'delivery']);
    expect(ordinary.sends).toContain('medium');
    expect(ordinary.order.to('finished').state.delivery.dispatchedAt).not.toBeNull();
    for (const { order } of [remote, ordinary])
      expect(order.history.filter(({ event }) => event.type === 'subject-superseded')).toHaveLength(1);
  });
});

describe('reissue and unlock', () => {
  test('[IT-17] each has its own materials and passes the same gate', () => {
    for (const service of ['reissue', 'unlock']) {
      const order = new Player(it, service, { subject: heldBy(it) }).fill().submit();
      expect(order.service.materials?.length).toBeGreaterThan(0);
      order.to('review').arrears = true;
      order.do({ type: 'take' }, worker('reviewer'));
      order.do({ type: 'approve', dataVersion: order.state.dataVersion }, worker('reviewer'));
      expect(order.state.hold?.reasons).toEqual(['fee', 'arrears']);
    }
    const reasons = it.services.flatMap((one) =>
      one.channel === 'online' && one.business === 'reissue' ? (one.fields ?? []) : [],
    );
    const choices = reasons.find(({ code }) => code === 'reissue-reason')?.choices?.map(({ code }) => code);
    expect(choices).toEqual(['lost', 'damaged', 'warranty']);
  });

  test('[IT-17] a locked key serves no business but its unlocking until that is done', () => {
    const locked = heldBy(it, { mediumLocked: true });
    expect(() => new Player(it, 'extension', { subject: locked })).toThrow('MEDIUM_LOCKED');
    const begun = new Player(it, 'extension', { subject: heldBy(it) }).fill();
    begun.subject = locked;
    expect(begun.refusal({ type: 'submit', dataVersion: begun.state.dataVersion }, holder)).toBe('MEDIUM_LOCKED');
    const unlock = new Player(it, 'unlock', { subject: locked }).to('finished');
    expect(unlock.history.some(({ event }) => event.type === 'unlocked')).toBe(true);
    expect(new Player(it, 'extension', { subject: heldBy(it) }).state.stage).toBe('fill');
  });
});

describe('what a new application asks for', () => {
  test('[IT-10] name and code, both numbers, applicant, mobile and address; printed after it is submitted, reviewed by staff', () => {
    const order = new Player(it, 'new').fill({ 'user-type': 'individual' });
    const asked = order.project.fields.map(({ code }) => code);
    expect(asked).toEqual(
      expect.arrayContaining(['inspection-number', 'origin-number', 'handler-name', 'handler-mobile']),
    );
    expect(view(order).organisation).toMatchObject({ name: order.state.organisation.name });
    order.defaultRecipient = null;
    const submit = { type: 'submit', dataVersion: order.state.dataVersion } as const;
    expect(order.refusal(submit, holder)).toBe('ADDRESS_MISSING');
    order.do({ type: 'set-delivery', mode: 'post', recipient: RECIPIENT });
    order.submit();
    expect(view(order).state.label.zh).toBe('待审核');
    expect(isPrintClosed(order.state, it)).toBe(false);
    order.later(30);
    expect(view(order).state.label.zh).toBe('待审核');
    expect(it.userClasses.map(({ code }) => code)).toEqual(['enterprise', 'individual', 'agency']);
    expect(it.userClasses.every(({ functions }) => functions.includes('certificate-application'))).toBe(true);
    expect(order.refusal({ type: 'confirm-papers' }, house)).toBeUndefined();
  });
});
