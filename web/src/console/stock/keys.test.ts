import { expect, test } from 'vitest';
import { keysIn } from './keys.ts';

const key = `BA${'x'.repeat(84)}==`;

test('a maker’s list is read whatever parts serial and key; lines that are no key are named', () => {
  const list = `YK-1,${key}\r\nYK-2\t${key}\n\n YK-3 ; ${key} \n`;
  expect(keysIn(list)).toEqual({
    keys: ['YK-1', 'YK-2', 'YK-3'].map((serial) => ({ serial, transportKey: key })),
    wrong: [],
  });
  expect(keysIn(`YK-1 ${key}\nYK-2\nYK-3 short\nYK-4 ${key} ${key}`).wrong).toEqual([2, 3, 4]);
  expect(keysIn('')).toEqual({ keys: [], wrong: [] });
});
