import { describe, expect, test } from 'vitest';
import { declaredClasses, functionOf, offeredClasses, RELEASED_CLASSES, refusesUserName } from './rules.ts';

describe('[IT-03] a user name', () => {
  test.each([
    ['abc1', null],
    ['12345678901234567890', null],
    ['abc', 'length'],
    ['a'.repeat(21), 'length'],
    ['Abcd', 'characters'],
    ['张三abc', 'characters'],
    ['abc.d', 'characters'],
    ['ａｂｃｄ', 'characters'],
    ['abcd ', 'characters'],
    ['9'.repeat(18), 'code'],
    ['', 'length'],
  ])('%j: %s', (name, refusal) => {
    expect(refusesUserName(name, { min: 4, max: 20 })).toBe(refusal);
  });
});

test('[IT-01] what is named nowhere is closed to those who may only apply and look', () => {
  const of = (path: string, method = 'GET') => functionOf({ path, method });
  expect(of('/api/applications/:id/commands', 'POST')).toBe('certificate-application');
  expect(of('/api/messages')).toBe('progress');
  expect(of('/api/bindings')).toBe('everything-else');
  expect(of('/api/applications-of-others')).toBe('everything-else');
  expect([of('/api/own-accounts'), of('/api/own-accounts', 'POST')]).toEqual(['progress', 'everything-else']);
});

test('a programme may word a class in its own way', () => {
  const [released] = RELEASED_CLASSES;
  if (!released) throw new Error('no class is released');
  const own = { ...released, userName: { min: 6, max: 12 } };
  const [enterprise, individual] = declaredClasses([{}, { userClasses: [own] }]);
  expect(enterprise?.userName).toEqual({ min: 6, max: 12 });
  expect(individual).toEqual(RELEASED_CLASSES[1]);
});

test('[IT-01] people register only in a class that a programme names', () => {
  expect(offeredClasses([{}, { userClasses: [] }])).toEqual([]);
  expect(offeredClasses([{}, { userClasses: [...RELEASED_CLASSES] }, { userClasses: [...RELEASED_CLASSES] }])).toEqual([
    'enterprise',
    'individual',
    'agency',
  ]);
});
