import { expect, test } from 'vitest';
import { remembered } from './opened.ts';

test('a sealed text is opened once while it is looked at, and what was not looked at longest is forgotten', () => {
  const opened: string[] = [];
  const open = remembered((sealed) => {
    opened.push(sealed);
    return { sealed, inner: { of: [sealed] } };
  }, 2);
  expect(open('a')).toBe(open('a'));
  open('b');
  open('a');
  open('c');
  expect(open('a').sealed).toBe('a');
  open('b');
  expect(opened).toEqual(['a', 'b', 'c', 'b']);
  expect(() => {
    open('b').inner.of.push('more');
  }).toThrow(TypeError);
});
