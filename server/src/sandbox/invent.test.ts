import { creditCode, mobile, organisationName } from '@yinxin/identifiers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invent, knownFromTheStart } from './invent.ts';

test('[JX-03][JX-07] invented organisations pass the checks of registration', () => {
  const region = fc.integer({ min: 100_000, max: 999_999 }).map(String);
  fc.assert(
    fc.property(
      region,
      fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
      (six, numbers) => {
        const one = invent(six, () => numbers.next().value ?? 0);
        expect(creditCode.isValid(one.creditCode)).toBe(true);
        expect(one.creditCode.slice(2, 8)).toBe(six);
        expect(organisationName.normalise(one.name)).toMatchObject({ cleaned: one.name, valid: true });
        expect(mobile(one.mobile).valid).toBe(true);
      },
    ),
  );
});

test('every sandbox begins with the same organisations, one of them closed', () => {
  const known = knownFromTheStart();
  expect(known).toEqual(knownFromTheStart());
  expect(new Set(known.map((one) => one.creditCode)).size).toBe(known.length);
  expect(known.map((one) => one.status)).toEqual(expect.arrayContaining(['active', 'closed', 'abnormal']));
  expect(known.every((one) => creditCode.isValid(one.creditCode))).toBe(true);
});
