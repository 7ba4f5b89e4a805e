import { expect, test } from 'vitest';
import { readCsv, writeCsv } from './csv.ts';

const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

test('what is written reads back, with quotes, commas and lines inside', () => {
  const rows = [
    ['订单号', '单位', '件数'],
    ['JX260302-000001-A', '江西“甲”, "乙"\n公司', '3'],
  ];
  expect(readCsv(writeCsv(rows), 10)).toEqual(rows);
});

test('a name that a spreadsheet would run as a formula is written as a word; numbers stay numbers', () => {
  const written = text(writeCsv([['=HYPERLINK("http://x")', '+1', '@a', -5]]));
  expect(written).toBe(`\uFEFF"'=HYPERLINK(""http://x"")",'+1,'@a,-5\r\n`);
  expect(text(writeCsv([['＝1＋1', '＠a', '甲＝乙']]))).toBe("\uFEFF'＝1＋1,'＠a,甲＝乙\r\n");
});

test('a courier’s file in GB 18030 with semicolons, empty lines and spaces is read', () => {
  // 订单号;运单号 in GBK.
  const head = [0xb6, 0xa9, 0xb5, 0xa5, 0xba, 0xc5, 0x3b, 0xd4, 0xcb, 0xb5, 0xa5, 0xba, 0xc5];
  const rest = [...new TextEncoder().encode('\r\n JX1 ; SF1\r\n\r\n;\r\nJX2;SF2')];
  expect(readCsv(new Uint8Array([...head, ...rest]), 10)).toEqual([
    ['订单号', '运单号'],
    ['JX1', 'SF1'],
    ['JX2', 'SF2'],
  ]);
});

test('what is no text is not read', () => {
  expect(readCsv(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xff]), 10)).toBeUndefined();
});

test('a file of millions of lines is read no further than asked, and its empty lines are not kept', () => {
  const lines = (text: string) => readCsv(new TextEncoder().encode(`订单号,运单号\n${text.repeat(100_000)}`), 3);
  expect(lines('JX1,SF1\n')).toEqual([
    ['订单号', '运单号'],
    ['JX1', 'SF1'],
    ['JX1', 'SF1'],
  ]);
  expect(lines(',\n')).toEqual([['订单号', '运单号']]);
});
