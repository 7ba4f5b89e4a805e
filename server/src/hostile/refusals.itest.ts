import { endpoints, type StaffCommand } from '@yinxin/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, type Organisation, openHouse, openOrder, orderAt, pdf, upload } from './testing/house.ts';

const { applications, consoleApplications } = endpoints;

let house: House;
let who: Organisation;
beforeAll(async () => {
  house = await openHouse();
  who = await house.organisation();
});
afterAll(() => house.close());

const open = (body: { project?: string; service?: string; regionConfirmed?: boolean }, by: Organisation = who) =>
  by.refused(applications.open, {
    body: { programme: 'jiangxi', project: 'housing-in-province', service: 'new', ...body },
  });

/** A submitted order in the hands of a reviewer. */
async function underReview() {
  const order = await orderAt(house, 'submitted');
  const reviewer = await house.staff('reviewer');
  const params = { id: order.id };
  await reviewer.call(consoleApplications.command, { params, body: { command: { type: 'take' } } });
  return { ...order, params, reviewer };
}

const fault = (code: string, reason: string): StaffCommand => ({
  type: 'return-materials',
  faults: [{ item: { kind: 'material', code }, reason }],
});

describe('what is not offered online', () => {
  it.each(['change-subject', 'change-seal', 'renew'])('[JX-16][JX-18] %s is directed to the hall', async (service) => {
    expect((await open({ service })).code).toBe('SERVICE_AT_HALL');
  });

  it('[JX-17] a lost certificate is replaced at the hall only', async () => {
    const refused = await open({ service: 'reissue' });
    expect(refused.code).toBe('SERVICE_AT_HALL');
    expect(refused.next.zh.length).toBeGreaterThan(5);
  });

  it.each([
    ['nanchang-provident-fund', 'fund-category', '02'],
    ['nanchang-provident-fund', 'fund-category', '03'],
    ['science', 'applicant-class', 'authority'],
    ['science', 'applicant-class', 'institution'],
  ])('[JX-20] %s takes no %s %s online', async (project, field, value) => {
    const { id } = await openOrder(who, project);
    const command = { type: 'save-draft', fields: { [field]: value } } as const;
    const refused = await who.refused(applications.command, { params: { id }, body: { command } });
    expect(refused.code).toBe('CHOICE_NOT_ONLINE');
  });

  it('[JX-22] a project that contradicts the code’s region is not opened without a word', async () => {
    const stranger = await house.organisation({ region: '110101' });
    expect((await open({}, stranger)).code).toBe('REGION_WARNING');
  });
});

describe('forms', () => {
  const formOf = (id: string, form: string) => who.call(applications.form, { params: { id, form } });
  const attach = async (id: string, material: string, bytes: Blob) =>
    who.refused(applications.attach, { params: { id, material }, files: [upload(bytes, 'scan.pdf')] });

  it('[JX-23] the other kind of seal form is not offered, and none but the right form is taken', async () => {
    const { id } = await openOrder(who);
    const other = { id, form: 'seal-form-out-of-province' };
    expect((await who.refused(applications.form, { params: other })).code).toBe('FORM_UNKNOWN');
    expect((await attach(id, 'seal-form', await formOf(id, 'application-form'))).code).toBe('WRONG_FORM');
    const outside = await openOrder(who, 'housing-out-of-province');
    const foreign = await formOf(outside.id, 'seal-form-out-of-province');
    expect((await attach(id, 'seal-form', foreign)).code).toBe('OTHER_ORDERS_FORM');
  });

  it('[JX-06] a form printed before the data changed is refused', async () => {
    const { id } = await openOrder(who);
    const old = await formOf(id, 'application-form');
    const command = { type: 'save-draft', fields: { 'handler-name': '王小明' } } as const;
    await who.call(applications.command, { params: { id }, body: { command } });
    expect((await attach(id, 'application-form', old)).code).toBe('OUTDATED_TEMPLATE');
    // The same paper under another name is the same paper.
    const licence = await pdf('one paper for two');
    const params = { id, material: 'business-licence' };
    await who.call(applications.attach, { params, files: [upload(licence, 'a.pdf')] });
    expect((await attach(id, 'seal-form', licence)).code).toBe('DUPLICATE_FILE');
  });
});

describe('review', () => {
  it('[JX-30] after a return only the returned paper is open', async () => {
    const { who: owner, params, reviewer } = await underReview();
    const command = fault('business-licence', 'licence-not-sealed-copy');
    await reviewer.call(consoleApplications.command, { params, body: { command } });
    const closed = { ...params, material: 'application-form' };
    const files = [upload(await pdf('another'), 'b.pdf')];
    expect((await owner.refused(applications.attach, { params: closed, files })).code).toBe('ITEM_ACCEPTED');
    const save = { type: 'save-draft', fields: { 'handler-name': '别人' } } as const;
    expect((await owner.refused(applications.command, { params, body: { command: save } })).code).toBe('ITEM_ACCEPTED');
    const remove = { type: 'remove-material', material: 'seal-form' } as const;
    expect((await owner.refused(applications.command, { params, body: { command: remove } })).code).toBe(
      'ITEM_ACCEPTED',
    );
    const { dataVersion } = await owner.call(applications.read, { params });
    const submit = { type: 'submit', dataVersion } as const;
    expect((await owner.refused(applications.command, { params, body: { command: submit } })).status).toBeOneOf([
      409, 422,
    ]);
  });

  it.each(['wrong-project', 'wrong-name', 'wrong-code'])(
    '[JX-21][JX-31] %s locks the order for good',
    async (reason) => {
      const { who: owner, params, reviewer, dataVersion } = await underReview();
      const command = { type: 'reject-wrong', reason } as const;
      await reviewer.call(consoleApplications.command, { params, body: { command } });
      const tries = [
        { type: 'submit', dataVersion },
        { type: 'save-draft', fields: { 'handler-name': '别人' } },
        { type: 'set-delivery', mode: 'collect' },
        { type: 'post-papers', carrier: '顺丰', trackingNumber: 'SF1234567890123' },
      ] as const;
      for (const one of tries) {
        const refused = await owner.refused(applications.command, { params, body: { command: one } });
        expect(refused.code, one.type).toBe('ORDER_VOID');
      }
      const pay = await owner.refused(applications.pay, { params, body: { method: 'cashier' } });
      expect(pay.code).toBe('ORDER_VOID');
      // [JX-35] nothing was paid, so nothing is paid back.
      const refund = { type: 'request-refund', note: '' } as const;
      expect((await owner.refused(applications.command, { params, body: { command: refund } })).code).toBe(
        'REFUND_NOTHING_PAID',
      );
      expect((await owner.call(applications.read, { params })).void?.reason).toBe(reason);
    },
  );

  it('[JX-31] a reason that the programme does not know is no reason', async () => {
    const { params, reviewer } = await underReview();
    for (const command of [
      fault('business-licence', 'constructor'),
      fault('constructor', 'no-seal'),
      { type: 'reject-wrong', reason: 'constructor' } as const,
    ]) {
      const refused = await reviewer.refused(consoleApplications.command, { params, body: { command } });
      expect(refused.code).toBe('REASON_UNKNOWN');
    }
  });

  it('[JX-28] a stale look decides nothing, and one reviewer at a time', async () => {
    const { params, reviewer, dataVersion } = await underReview();
    const second = await house.staff('reviewer');
    const approve = { type: 'approve', dataVersion } as const;
    const command = (body: object) => ({ params, body: { command: approve, ...body } });
    expect((await second.refused(consoleApplications.command, command({}))).code).toBe('HELD_BY_OTHER');
    expect((await reviewer.refused(consoleApplications.command, command({ expectedVersion: 1 }))).code).toBe(
      'STALE_VERSION',
    );
    const old = { command: { ...approve, dataVersion: dataVersion + 1 } };
    expect((await reviewer.refused(consoleApplications.command, { params, body: old })).code).toBe('STALE_DATA');
    const both = await Promise.allSettled([
      reviewer.call(consoleApplications.command, command({})),
      reviewer.call(consoleApplications.command, { params, body: { command: fault('seal-form', 'seal-unclear') } }),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('orders stay', () => {
  it('[JX-32] there is no way to delete an order', async () => {
    const { id } = await openOrder(who);
    for (const method of ['DELETE', 'PUT', 'PATCH']) {
      expect((await who.fetch(`/api/applications/${id}`, { method })).status, method).toBe(404);
    }
    expect((await who.call(applications.read, { params: { id } })).id).toBe(id);
  });

  it('[JX-47] a supplement is asked for only when the certificate is made', async () => {
    const { id } = await orderAt(house, 'paid');
    const clerk = await house.staff('customer-service');
    for (const command of [{ type: 'need-supplement', note: '补章' }, { type: 'confirm-supplement' }] as const) {
      const refused = await clerk.refused(consoleApplications.command, { params: { id }, body: { command } });
      expect(refused.code).toBe('NOT_MADE_YET');
    }
  });
});
