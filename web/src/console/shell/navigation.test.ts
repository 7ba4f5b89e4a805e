import { ROLES } from '@yinxin/contract';
import { expect, test } from 'vitest';
import { placesFor } from './navigation.ts';

const keysOf = (...roles: Parameters<typeof placesFor>[0]) => placesFor(roles).map((place) => place.key);

test('everybody on the staff finds dashboard, orders and certificates', () => {
  for (const role of ROLES)
    expect(keysOf(role)).toEqual(expect.arrayContaining(['dashboard', 'orders', 'certificates']));
});
test('desks are offered only to their own roles', () => {
  expect(keysOf('reviewer')).not.toContain('mailRoom');
  expect(keysOf('auditor')).toContain('audit');
  expect(keysOf('administrator')).not.toContain('audit');
  expect(keysOf('mail-room', 'shipping')).toEqual(expect.arrayContaining(['mailRoom', 'shipping']));
});
test('no two places share a shortcut', () => {
  const shortcuts = placesFor(ROLES).flatMap((place) => place.keys ?? []);
  expect(new Set(shortcuts).size).toBe(shortcuts.length);
});
