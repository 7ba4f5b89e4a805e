import type { Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { expect, test } from 'vitest';
import { heldBy, Player, worker } from '../testing/player.ts';
import { applicationRow } from './row.ts';

function programme(code: string): Programme {
  const found = programmes.find((one) => one.code === code);
  if (!found) throw new Error(`no programme ${code}`);
  return found;
}
const pa = programme('pingan');
const it = programme('xinchengtong');
const row = (order: Player) => applicationRow(order.state, order, 'applicant');

test('an order in a list: business, term, amount, review, papers, parcels, activation, binding, invoice', () => {
  const order = new Player(pa, 'new').fill({ years: '3' }).submit();
  expect(row(order)).toMatchObject({
    serviceLabel: { zh: '新申请' },
    years: 3,
    amountFen: 60_000,
    state: { label: { zh: '待付款' } },
    review: { result: 'none', reasons: [] },
    papersReceivedAt: null,
    invoice: 'none',
  });
  order.to('review').do({ type: 'take' }, worker('reviewer'));
  const faults = [{ item: { kind: 'material', code: 'business-licence' } as const, reason: 'unclear' }];
  order.do({ type: 'return-materials', faults }, worker('reviewer'));
  expect(row(order).review).toMatchObject({ result: 'returned', reasons: [{ zh: '营业执照复印件：看不清' }] });
  const again = {
    type: 'attach-material',
    material: 'business-licence',
    file: order.file('business-licence', 7),
  } as const;
  order.do(again).submit().to('activation');
  expect(row(order)).toMatchObject({
    review: { result: 'passed' },
    papersIn: 'SF1234567890123',
    parcelOut: 'SF1234567890124',
    carrier: '顺丰速运',
    receivedAt: null,
  });
  order.to('finished');
  const done = row(order);
  for (const at of [done.papersReceivedAt, done.shippedAt, done.receivedAt, done.activatedAt, done.boundAt])
    expect(at).not.toBeNull();
});

test('[BJ-23] number, business, way, keys, state, posting, courier, and what may be done now', () => {
  const mobile = programme('bjca-mobile');
  const online = new Player(mobile, 'new').to('provision', { handling: 'online', keys: '3' });
  expect(row(online)).toMatchObject({
    number: online.state.number,
    serviceLabel: { zh: '证书新办' },
    state: { label: { zh: '已审批,请等待邮寄空USBKEY' } },
    handling: 'blank-posted',
    media: 3,
    parcelOut: null,
    shippedAt: null,
    open: ['cancel'],
  });
  online.to('install');
  expect(row(online)).toMatchObject({ parcelOut: 'SF1234567890125', carrier: '顺丰速运', open: [] });
  expect(row(online).shippedAt).not.toBeNull();
  online.later(2).do({ type: 'confirm-received' });
  expect(row(online).open).toEqual(['download']);
  expect(row(online.to('finished')).open).toEqual([]);
  const atCounter = new Player(mobile, 'new').to('production', { handling: 'on-site' });
  expect(row(atCounter)).toMatchObject({ handling: 'collected', media: 1, open: ['cancel'] });
  expect(row(atCounter.do({ type: 'cancel' })).open).toEqual([]);
});

test('a business on hold says why, and whether its fee is credited', () => {
  const order = new Player(it, 'new').to('review');
  order.arrears = true;
  order.do({ type: 'take' }, worker('reviewer'));
  order.do({ type: 'approve', dataVersion: order.state.dataVersion }, worker('reviewer'));
  expect(row(order)).toMatchObject({ feeCredited: false, serviceLabel: { zh: '证书申请' } });
  expect(row(order).held).toHaveLength(2);
  expect(row(order.pay())).toMatchObject({ feeCredited: true });
  expect(row(order).held).toHaveLength(1);
  const free = new Player(it, 'reissue', { subject: heldBy(it) }).fill({ 'reissue-reason': 'warranty' }).submit();
  expect(row(free)).toMatchObject({ feeCredited: true, years: null });
});
