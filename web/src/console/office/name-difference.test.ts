import { expect, test } from 'vitest';
import { nameDifference } from './name-difference.ts';

test('[JX-07] one mistaken character stands out on both sides', () => {
  expect(nameDifference('abXcd', 'abYcd')).toEqual([
    [
      { text: 'ab', differs: false },
      { text: 'X', differs: true },
      { text: 'cd', differs: false },
    ],
    [
      { text: 'ab', differs: false },
      { text: 'Y', differs: true },
      { text: 'cd', differs: false },
    ],
  ]);
});
test('[JX-07] a missing character is marked only where it stands', () => {
  expect(nameDifference('aabc', 'aaabc')).toEqual([
    [{ text: 'aabc', differs: false }].flatMap((one) => [
      { text: 'aa', differs: one.differs },
      { text: 'bc', differs: one.differs },
    ]),
    [
      { text: 'aa', differs: false },
      { text: 'a', differs: true },
      { text: 'bc', differs: false },
    ],
  ]);
});
test('the same name has no difference', () => {
  expect(nameDifference('ab', 'ab')[0].every((stretch) => !stretch.differs)).toBe(true);
});
