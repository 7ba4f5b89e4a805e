import { humanNumber } from '@yinxin/identifiers';
import { expect, test } from 'vitest';
import { linesOf, readLines } from './rules.ts';

const order = (n: number) => humanNumber.make('JX', new Date('2026-03-02T01:00:00Z'), n);
const faults = (lines: readonly [string, string][]) =>
  readLines(lines.map(([number, trackingNumber]) => ({ order: number, trackingNumber }))).map((line) =>
    line.ok ? 'ok' : line.fault,
  );

test('scanned lines are cleaned: lower case, spaces and hyphens do not matter', () => {
  expect(readLines([{ order: ` ${order(1).toLowerCase()} `, trackingNumber: 'sf 1234 5678 9012 3' }])).toEqual([
    { order: order(1), trackingNumber: 'SF1234567890123', ok: true },
  ]);
});

test('wrong check characters are refused: of the order, and of a postal number (UPU S10)', () => {
  const wrong = `${order(1).slice(0, -1)}${order(1).endsWith('A') ? 'B' : 'A'}`;
  expect(
    faults([
      [wrong, 'SF1234567890123'],
      // 473124829 is the example of UPU S10; its check digit is 9.
      [order(2), 'RA473124829CN'],
      [order(3), 'RA473124828CN'],
      [order(4), 'SF123'],
      [order(5), ''],
      [order(6), '快递'],
    ]),
  ).toEqual([
    'PARCEL_ORDER_WRONG',
    'ok',
    'PARCEL_TRACKING_CHECK',
    'PARCEL_TRACKING_WRONG',
    'PARCEL_TRACKING_MISSING',
    'PARCEL_TRACKING_WRONG',
  ]);
});

test('an order scanned in place of the tracking number, and whatever stands twice', () => {
  expect(
    faults([
      [order(1), order(2)],
      [order(3), 'SF1234567890123'],
      [order(4), 'sf1234567890123'],
      [order(3), 'SF1234567890124'],
      // What was refused blocks nothing.
      [order(1), 'SF1234567890125'],
    ]),
  ).toEqual(['PARCEL_SCANNED_ORDER', 'ok', 'PARCEL_TRACKING_TWICE', 'PARCEL_ORDER_TWICE', 'ok']);
});

test('a courier’s list is read by the heads of its columns, wherever they stand', () => {
  const rows = [
    ['序号', '运单号码', '收件人', '客户订单号'],
    ['1', 'SF1', '王', 'JX1'],
    ['2', 'SF2', '李'],
  ];
  expect(linesOf(rows)).toEqual([
    { order: 'JX1', trackingNumber: 'SF1' },
    { order: '', trackingNumber: 'SF2' },
  ]);
  expect(
    linesOf([
      ['a', 'b'],
      ['JX1', 'SF1'],
    ]),
  ).toBeUndefined();
});
