import { expect, test } from 'vitest';
import { inside } from './places.ts';

const name = { zh: '名称', en: 'Name' };
const field = { zh: '开户行', en: 'Bank' };

test('the name of a place says where it stands, and no word twice running', () => {
  expect(inside(field, name)).toEqual({ zh: '开户行 · 名称', en: 'Bank · Name' });
  expect(inside(name, name)).toEqual(name);
  expect(inside(inside(field, name), name)).toEqual({ zh: '开户行 · 名称', en: 'Bank · Name' });
  expect(inside(name, { zh: '名称', en: 'label' })).toEqual({ zh: '名称', en: 'Name · label' });
  expect(inside(undefined, name)).toEqual(name);
});
