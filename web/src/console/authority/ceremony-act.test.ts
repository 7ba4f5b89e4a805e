import { CEREMONY_KINDS } from '@yinxin/contract';
import { describe, expect, test } from 'vitest';
import { actOf, EMPTY_DRAFT, FIELDS, OPTIONAL, pemsOf } from './ceremony-act.ts';

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
const operator = '0190b8e0-0000-7000-8000-00000000000';
const filled = {
  ...EMPTY_DRAFT,
  name: 'second-ca',
  authority: 'issuing',
  parent: 'root',
  organisation: '示例电子认证服务有限公司',
  commonName: 'Example CA',
  certificate: pem,
  chain: `${pem}\n\n${pem}`,
  retireReason: '算法更换',
  operators: [`${operator}1`, `${operator}2`],
};

describe.each(CEREMONY_KINDS)('%s', (kind) => {
  test('a filled form is an act of this kind', () => {
    expect(actOf(kind, filled)).toMatchObject({ kind });
  });

  test('every field asked for is needed, unless it may stay empty', () => {
    const needed = FIELDS[kind].filter((field) => !OPTIONAL[kind]?.includes(field));
    const without = needed.filter((field) => {
      const emptied = { ...filled, [field]: field === 'operators' ? [] : '' };
      return actOf(kind, emptied) !== null;
    });
    expect(without).toEqual([]);
  });
});

test('a chain pasted as one text is taken apart', () => {
  expect(pemsOf(filled.chain)).toEqual([pem, pem]);
  expect(pemsOf('no certificate')).toEqual([]);
});
