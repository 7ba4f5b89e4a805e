import { creditCode, humanNumber } from '@yinxin/identifiers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initialGrams, nameGrams } from './name-key.ts';
import { entryOf, initialsReader } from './pinyin.ts';
import { readTerm } from './term.ts';

const number = humanNumber.make('JX', new Date('2026-11-22T03:00:00Z'), 123);
const code = creditCode.make(() => 0.3, '360100');

describe('what a typed text may mean', () => {
  test.each([
    [number, { number, numberBegins: undefined }],
    [number.toLowerCase().replaceAll('-', ' '), { number }],
    ['jx2611', { numberBegins: 'JX2611' }],
    [` ${code.toLowerCase()} `, { creditCode: code }],
    ['SF1000000000012', { code: 'SF1000000000012', name: undefined }],
    ['ykl 0000-0001', { code: 'YKL00000001', serials: ['YKL0000-0001', 'YKL00000001'] }],
    ['13800000007', { mobile: '13800000007', code: '13800000007' }],
    ['江西（赣江）建设', { name: '江西赣江建设', initials: undefined }],
    ['ＪＸＧＪ', { initials: 'jxgj' }],
    ['3M中国', { name: '3m中国' }],
  ])('%s', (typed, meaning) => {
    expect(readTerm(typed)).toMatchObject({ tooShort: false, ...meaning });
  });

  test.each(['', ' ', '%', '__', '江', 'a', "''", '有限公司', '公司'])('%j is too little', (typed) => {
    expect(readTerm(typed).tooShort).toBe(true);
  });

  test('whatever is typed, it is read in no time and without an error', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (typed) => void readTerm(typed)));
    expect(readTerm("%_'\\".repeat(2500)).tooShort).toBe(true);
    expect(readTerm('江西'.repeat(5000)).name).toHaveLength(120);
  });
});

test('a name is read to its initials; characters with several readings as they sound in words', async () => {
  const initials = await initialsReader();
  expect(entryOf('重庆长安（集团）股份有限公司', initials)).toEqual({
    key: '重庆长安集团股份有限公司',
    initials: 'cqcajtgfyxgs',
    core: 'cqcajt',
  });
  expect(entryOf('江西3M第12科技有限公司', initials).initials).toBe('jx3md12kjyxgs');
});

test('a name is looked up by neighbours, without the words all companies end with', () => {
  expect(nameGrams('江西赣江有限公司')).toEqual(['江西', '西赣', '赣江']);
  expect(initialGrams('jxgj')).toEqual(['jxg', 'xgj']);
});
