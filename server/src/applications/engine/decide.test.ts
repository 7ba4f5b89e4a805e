import { ApplicationView, StaffApplicationView } from '@yinxin/contract';
import { describe, expect, test } from 'vitest';
import { probe } from '../present/actions.ts';
import { applicationView } from '../present/application.ts';
import { staffView } from '../present/staff.ts';
import { applicant, charge, file, Order, programme, staff, system } from '../testing/order.ts';
import type { CommandType } from './commands.ts';
import { wayOf } from './context.ts';
import type { Actor } from './events.ts';
import { permissions } from './permissions.ts';
import type { ApplicationState } from './state.ts';
import { tasksOf, waitingKey } from './waiting.ts';

const stages: ApplicationState['stage'][] = [
  'fill',
  'review',
  'payment',
  'papers',
  'production',
  'delivery',
  'finished',
];
const view = (order: Order) => applicationView(order.state, order.history, order.context(applicant));

describe('the ordinary way', () => {
  test('[JX-27][JX-28][JX-29][JX-45][JX-48] leads through the seven states', () => {
    const seen = stages.map((stage) => {
      const v = view(Order.at(stage));
      return `${v.state.label.zh}/${v.paymentState}`;
    });
    expect(seen).toEqual([
      '未提交/none',
      '正在审核/none',
      '资料审核通过/awaiting',
      '正在受理/paid',
      '正在受理/paid',
      '制证完成/paid',
      '已发放/paid',
    ]);
  });

  test.each(stages)('the views of stage %s are what the contract says', (stage) => {
    const order = Order.at(stage);
    expect(ApplicationView.parse(view(order)).stage).toBe(stage);
    const forStaff = staffView(order.state, order.history, order.context(staff('reviewer')), {
      registerName: null,
      otherApplications: [],
    });
    expect(StaffApplicationView.parse(forStaff).fields.find((f) => f.code === 'handler-mobile')?.value).not.toBe(
      '13800138000',
    );
  });

  test.each(programme.projects.map((p) => p.code))('[JX-19] project %s can be opened and filled in', (project) => {
    const order = new Order(project);
    const choices = programme.projects
      .find((p) => p.code === project)
      ?.fields.flatMap((f) => f.choices?.filter((c) => c.accepted).map((c) => [f.code, c.code]) ?? []);
    order.do({ type: 'save-draft', fields: Object.fromEntries(choices ?? []) });
    expect(order.fill().submit().state.stage).toBe('review');
  });
});

describe('who may do what when, from the table', () => {
  const types = Object.keys(permissions).filter((t): t is CommandType => t in permissions);
  for (const type of types) {
    const permission = permissions[type];
    const actor: Actor =
      permission.by === 'applicant'
        ? applicant
        : permission.by === 'system'
          ? system
          : staff(permission.roles?.[0] ?? '');
    for (const stage of stages) {
      const order = Order.at(stage);
      const command = probe(order.state, type, order.context(actor));
      if (!command) continue;
      const title = `${type} at ${stage} by ${actor.kind}`;
      if (permission.stages.includes(stage)) {
        test(`${title} is not barred by the stage`, () => {
          const code = order.refusal(command, actor);
          expect([permission.tooEarly, permission.tooLate, 'NOT_FOR_YOU', 'ROLE_NEEDED'].filter(Boolean)).not.toContain(
            code,
          );
        });
      } else {
        test(`${title} is refused and changes nothing`, () => {
          const way = [...wayOf(programme, order.state), 'finished' as const];
          const first = way.findIndex((kind) => permission.stages.includes(kind));
          const late = stage === 'finished' ? 'ORDER_FINISHED' : permission.tooLate;
          const barred = way.indexOf(stage) < first ? permission.tooEarly : late;
          expect(order.refusal(command, actor)).toBe(first === -1 ? 'NOT_IN_SERVICE' : barred);
        });
      }
      if (permission.by === 'staff') {
        test(`${title} is refused without the role`, () => {
          expect(order.refusal(command, staff('auditor'))).toBe('ROLE_NEEDED');
        });
        test(`${title} is not for the applicant`, () => {
          expect(order.refusal(command, applicant)).toBe('NOT_FOR_YOU');
        });
      }
    }
  }
});

describe('filling in', () => {
  test('[JX-06] after a change of data printed forms are refused at upload and block submission', () => {
    const order = new Order().fill();
    const old = order.mark('application-form');
    order.do({ type: 'save-draft', fields: { 'legal-representative': '李小山' } });
    expect(order.refusal({ type: 'submit', dataVersion: order.state.dataVersion }, applicant)).toBe(
      'OUTDATED_TEMPLATE',
    );
    const again = { type: 'attach-material', material: 'application-form', file: file('x', old) } as const;
    expect(order.refusal(again, applicant)).toBe('OUTDATED_TEMPLATE');
  });

  test('[JX-06] a new template version makes older forms outdated', () => {
    const order = new Order().fill();
    const before = view(order).dataMark;
    order.templates['seal-form-in-province'] = 2;
    expect(view(order).dataMark).not.toBe(before);
    expect(
      view(order)
        .materials.filter((m) => m.file?.outdated)
        .map((m) => m.code),
    ).toEqual(['application-form', 'seal-form']);
    expect(order.refusal({ type: 'submit', dataVersion: order.state.dataVersion + 1 }, applicant)).toBe(
      'OUTDATED_TEMPLATE',
    );
  });

  test('[JX-23] a form of the other kind is refused', () => {
    const order = new Order();
    const mark = order.mark('seal-form-out-of-province');
    expect(order.refusal({ type: 'attach-material', material: 'seal-form', file: file('s', mark) }, applicant)).toBe(
      'WRONG_FORM',
    );
  });

  test('the same file twice, another order’s form, a script in a name', () => {
    const order = new Order().fill();
    const twin = { ...file('business-licence'), name: 'other.pdf' };
    expect(order.refusal({ type: 'attach-material', material: 'seal-form', file: twin }, applicant)).toBe(
      'DUPLICATE_FILE',
    );
    const foreign = file('a', { ...order.mark('application-form'), order: 'JX261123-000009-B' });
    const attach = { type: 'attach-material', material: 'application-form', file: foreign } as const;
    expect(order.refusal(attach, applicant)).toBe('OTHER_ORDERS_FORM');
    const script = { type: 'save-draft', fields: { 'handler-name': '<script>alert(1)</script>' } } as const;
    expect(order.refusal(script, applicant)).toBe('FIELD_UNSAFE');
  });

  test('what is typed right is kept as it is printed', () => {
    const order = new Order().do({ type: 'save-draft', fields: { 'handler-mobile': '+86 138 0013 8000 ' } });
    expect(order.state.fields['handler-mobile']?.value).toBe('13800138000');
    const before = order.state.version;
    order.do({ type: 'save-draft', fields: { 'handler-mobile': '138-0013-8000' } });
    expect(order.state.version).toBe(before);
  });

  test('[JX-20] a special type is refused online', () => {
    const order = new Order('nanchang-provident-fund');
    expect(order.refusal({ type: 'save-draft', fields: { 'fund-category': '02' } }, applicant)).toBe(
      'CHOICE_NOT_ONLINE',
    );
  });

  test('[JX-24][JX-33] submission wants every field right and every material there', () => {
    const order = new Order();
    const submit = () => order.refusal({ type: 'submit', dataVersion: order.state.dataVersion }, applicant);
    expect(submit()).toBe('FIELD_MISSING');
    order.fill();
    order.do({ type: 'remove-material', material: 'business-licence' });
    expect(submit()).toBe('MATERIAL_MISSING');
    order.do({ type: 'save-draft', fields: { 'handler-mobile': '1380013' } });
    expect(submit()).toBe('FIELD_INVALID');
  });

  test('a second submission and a stale one are refused', () => {
    const order = Order.at('review');
    expect(order.refusal({ type: 'submit', dataVersion: order.state.dataVersion }, applicant)).toBe(
      'ALREADY_SUBMITTED',
    );
    expect(new Order().fill().refusal({ type: 'submit', dataVersion: 1 }, applicant)).toBe('STALE_DATA');
  });
});

describe('review', () => {
  const reviewer = staff('reviewer');
  const returned = () => {
    const order = Order.at('review').do({ type: 'take' }, reviewer);
    const fault = {
      item: { kind: 'material', code: 'business-licence' },
      reason: 'licence-distorted-or-photograph',
    } as const;
    return order.do({ type: 'return-materials', faults: [fault], note: '请重扫' }, reviewer);
  };

  test('[JX-30][JX-31] only returned items reopen, the others stay accepted', () => {
    const order = returned();
    const v = view(order);
    expect(v.state.label.zh).toBe('资料审核失败');
    expect(v.materials.map((m) => [m.code, m.status, m.open])).toEqual([
      ['application-form', 'accepted', false],
      ['seal-form', 'accepted', false],
      ['business-licence', 'returned', true],
    ]);
    expect(v.materials[2]?.fault?.whatToDo.zh).toContain('重新扫描');
    const closed = { type: 'attach-material', material: 'seal-form', file: file('new') } as const;
    expect(order.refusal(closed, applicant)).toBe('ITEM_ACCEPTED');
    expect(order.refusal({ type: 'save-draft', fields: { 'seal-name': '别的' } }, applicant)).toBe('ITEM_ACCEPTED');
    expect(order.refusal({ type: 'submit', dataVersion: order.state.dataVersion }, applicant)).toBe(
      'MATERIAL_STILL_RETURNED',
    );
    order.do({ type: 'attach-material', material: 'business-licence', file: file('licence-again') }).submit();
    expect(order.approve().state.stage).toBe('payment');
  });

  test('[JX-31][JX-21][JX-05][JX-09] wrong project, name or code ends the order and says the way on', () => {
    for (const reason of programme.wrongReasons) {
      const order = Order.at('review')
        .do({ type: 'take' }, reviewer)
        .do({ type: 'reject-wrong', reason: reason.code }, reviewer);
      const v = view(order);
      expect(v.void?.wrong).toBe(reason.wrong);
      expect(v.void?.whatToDo.zh).toBe(reason.whatToDo.zh);
      expect(v.paymentState).toBe('none');
      expect(v.materials.some((m) => m.open)).toBe(false);
      for (const type of ['submit', 'save-draft', 'pay']) {
        expect(v.actions.find((a) => a.command === type)?.refusal?.code).toBe('ORDER_VOID');
      }
    }
  });

  test('[JX-32] nothing deletes an order', () => {
    expect(Object.keys(permissions).filter((c) => /delete|destroy/.test(c))).toEqual([]);
  });

  test('one reviewer at a time; the lock runs out', () => {
    const order = Order.at('review').do({ type: 'take' }, reviewer);
    const other = staff('reviewer', 'second');
    expect(order.refusal({ type: 'take' }, other)).toBe('HELD_BY_OTHER');
    expect(order.refusal({ type: 'approve', dataVersion: order.state.dataVersion }, other)).toBe('HELD_BY_OTHER');
    order.later(0.1).do({ type: 'take' }, other);
    expect(order.refusal({ type: 'approve', dataVersion: order.state.dataVersion }, reviewer)).toBe('HELD_BY_OTHER');
    expect(order.refusal({ type: 'release' }, reviewer)).toBe('NOT_HELD');
  });

  test('[JX-29] the price is that of the day of approval', () => {
    expect(Order.at('payment').state.price?.totalFen).toBe(33_000);
  });
});

describe('payment', () => {
  const settled = (order: Order, chargeId = charge(1)) =>
    ({
      type: 'payment-settled',
      chargeId,
      amountFen: order.state.price?.totalFen ?? 0,
      paidAt: order.now.toISOString(),
    }) as const;

  test('[JX-29] payment before approval is impossible', () => {
    expect(Order.at('review').refusal({ type: 'charge-opened', chargeId: 'c', attemptId: '1' }, system)).toBe(
      'PAYMENT_NOT_YET',
    );
  });

  test('[JX-34] a callback twice counts once, a second payment is kept apart', () => {
    const order = Order.at('papers');
    const before = order.history.length;
    order.do(settled(order), system);
    expect(order.history.length).toBe(before);
    order.do(settled(order, charge(2)), system);
    expect(order.state.payment.extra).toHaveLength(1);
    expect(order.state.stage).toBe('papers');
  });

  test('[JX-34][JX-35] money that arrives on a void order is kept and refundable', () => {
    const order = Order.at('payment').do({ type: 'charge-opened', chargeId: charge(1), attemptId: '1' }, system);
    order.do({ type: 'void', wrong: 'name', note: null }, system).do(settled(order), system);
    expect(order.state.stage).toBe('payment');
    expect(view(order).paymentState).toBe('paid');
    expect(order.do({ type: 'request-refund', note: '' }).state.refund.status).toBe('requested');
  });

  test('[JX-34] a failure is shown and does not stop another try', () => {
    const order = Order.at('payment').do({ type: 'charge-opened', chargeId: charge(1), attemptId: '1' }, system);
    order.do({ type: 'payment-failed', text: { zh: '余额不足', en: 'no funds' } }, system);
    expect(view(order).payment.lastFailure?.text.zh).toBe('余额不足');
    expect(order.pay(charge(2)).state.stage).toBe('papers');
  });
});

describe('papers, production, delivery', () => {
  test('[JX-39] instructions and the courier number exist only once paid', () => {
    for (const stage of stages) {
      const v = view(Order.at(stage));
      expect(v.papers.instructions !== null).toBe(stage === 'papers');
      expect(v.actions.find((a) => a.command === 'post-papers')?.refusal === null).toBe(stage === 'papers');
    }
  });

  test('[JX-40][JX-41][JX-42] the order says which of the three it waits for', () => {
    const order = Order.at('papers');
    expect(waitingKey(order.state)).toEqual({ key: 'papers-to-post', actor: 'applicant' });
    order.post();
    expect(waitingKey(order.state)).toEqual({ key: 'papers-posted', actor: 'authority' });
    const fault = { item: { kind: 'material', code: 'seal-form' }, reason: 'paper-no-seal' } as const;
    order.do({ type: 'report-paper-faults', faults: [fault] }, staff('mail-room'));
    expect(waitingKey(order.state)).toEqual({ key: 'papers-faulty', actor: 'applicant' });
    expect(order.refusal({ type: 'confirm-papers' }, staff('mail-room'))).toBe('PAPERS_FAULTY');
    expect(view(order).papers.faults[0]?.label.zh).toBe('没有加盖单位公章');
    expect(order.post().confirm().state.stage).toBe('production');
  });

  test('[JX-42] staff are reminded of papers that wait long', () => {
    const order = Order.at('papers');
    order.do({ type: 'remind-papers' }, system);
    expect(order.state.papers.remindedAt).toBeNull();
    order.later(24 * 7).do({ type: 'remind-papers' }, system);
    expect(order.state.papers.remindedAt).not.toBeNull();
    expect(tasksOf(order.state, { programme }).map((t) => t.queue)).toEqual(['contact']);
  });

  test('[JX-47] with a supplement needed nothing is handed out', () => {
    const order = Order.at('delivery').do({ type: 'set-delivery', mode: 'collect' });
    order.do({ type: 'need-supplement', note: '印模不清' }, staff('production'));
    const handOver = { type: 'hand-over', collector: '王小明', mediumSerial: 'YK0001' } as const;
    expect(order.refusal(handOver, staff('shipping'))).toBe('SUPPLEMENT_NEEDED');
    const v = view(order);
    expect(v.state.code).toBe('certificate-made');
    expect(v.supplement.until).toBe(new Date(order.now.getTime() + 24 * 3_600_000).toISOString());
    order.do({ type: 'confirm-supplement' }, staff('mail-room')).do(handOver, staff('shipping'));
    expect(view(order).state.code).toBe('issued');
  });

  test('only the medium made for the order leaves the house', () => {
    const order = Order.at('delivery').do({ type: 'set-delivery', mode: 'collect' });
    const wrong = { type: 'hand-over', collector: '王小明', mediumSerial: 'YK9999' } as const;
    expect(order.refusal(wrong, staff('shipping'))).toBe('OTHER_MEDIUM');
  });

  test('[JX-44][JX-46] the recipient may be another person and reads when the courier scans', () => {
    const v = view(Order.at('finished'));
    expect(v.delivery.recipient?.name).toBe('赵收件');
    expect(v.delivery.notice?.zh).toContain('19:00');
  });

  test.each(['review', 'payment', 'papers', 'delivery'] as const)(
    '[JX-44][JX-06] at %s a new recipient leaves the stamped forms as they are',
    (stage) => {
      const order = Order.at(stage);
      const before = order.state.dataVersion;
      const recipient = { name: '钱代收', mobile: '13900139001', address: '江西省南昌市某区某路 3 号' };
      order.do({ type: 'set-delivery', mode: 'post', recipient });
      expect(order.state.delivery.recipient?.name).toBe('钱代收');
      expect(order.state.dataVersion).toBe(before);
    },
  );

  test('[JX-48] a finished order accepts the invoice and nothing else', () => {
    const v = view(Order.at('finished'));
    expect(v.actions.filter((a) => a.refusal === null).map((a) => a.command)).toEqual(['set-invoice']);
  });
});

describe('money back and invoices', () => {
  const finance = staff('finance', 'f1');
  const voidPaid = () => Order.at('papers').do({ type: 'void', wrong: 'code', note: null }, system);

  test('[JX-35][JX-36] three steps, two people, and a refusal may be asked again', () => {
    const order = voidPaid().do({ type: 'request-refund', note: '' });
    order.do({ type: 'refuse-refund', note: '缺申请函' }, finance);
    expect(view(order).refund).toMatchObject({ status: 'refused', answer: '缺申请函' });
    order.do({ type: 'request-refund', note: '已补' }).do({ type: 'approve-refund' }, finance);
    expect(order.refusal({ type: 'pay-out-refund', reference: 'R1' }, finance)).toBe('SECOND_PERSON_NEEDED');
    order.do({ type: 'pay-out-refund', reference: 'R1' }, staff('finance', 'f2'));
    expect(view(order).paymentState).toBe('refunded');
    expect(order.refusal({ type: 'request-refund', note: '' }, applicant)).toBe('REFUND_DONE');
  });

  test('whoever entered a refund does not decide it', () => {
    const order = voidPaid().do({ type: 'enter-refund', note: '来电' }, finance);
    expect(order.refusal({ type: 'approve-refund' }, finance)).toBe('NOT_YOUR_OWN');
  });

  test('[JX-35] valid or unpaid orders have no refund', () => {
    expect(Order.at('papers').refusal({ type: 'request-refund', note: '' }, applicant)).toBe('REFUND_NOT_VOID');
    const unpaid = Order.at('review').do({ type: 'void', wrong: 'code', note: null }, system);
    expect(unpaid.refusal({ type: 'request-refund', note: '' }, applicant)).toBe('REFUND_NOTHING_PAID');
  });

  test('[JX-37][JX-38] invoice data may come late; 5 working days from both', () => {
    const order = Order.at('finished').later(24);
    const invoice = {
      kind: 'e-invoice-general',
      title: '江西测试建设有限公司',
      taxNumber: order.state.organisation.creditCode,
    } as const;
    expect(view(order).invoice.due).toBeNull();
    order.do({ type: 'set-invoice', invoice });
    // Tuesday 24 November + 5 working days.
    expect(view(order).invoice.due).toBe('2026-12-01T09:00:00.000Z');
    expect(tasksOf(order.state, { programme }).map((t) => t.queue)).toEqual(['invoices']);
    order.do({ type: 'invoice-issued', number: '26001234567890', file: 'f/i' }, finance);
    expect(order.refusal({ type: 'set-invoice', invoice }, applicant)).toBe('INVOICE_ISSUED');
  });
});
