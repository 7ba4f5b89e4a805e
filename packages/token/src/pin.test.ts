import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomPin } from './personalisation.ts';
import { pinWeakness } from './pin.ts';

const SERIAL = 'YK261122-730251-K';

describe('the PIN policy', () => {
  it.each([
    ['12345', 'length'],
    ['a'.repeat(17), 'length'],
    ['密码密码密码', 'characters'],
    ['73 251', 'characters'],
    ['888888', 'repeated'],
    ['121212', 'repeated'],
    ['123123', 'repeated'],
    ['456789', 'sequence'],
    ['fedcba', 'sequence'],
    ['Passw0rd', 'common'],
    ['730251', 'serial'],
    ['yk261122', 'serial'],
  ])('refuses %s: %s', (pin, reason) => {
    expect(pinWeakness(pin, SERIAL)).toBe(reason);
  });

  it.each(['864213', 'Tea-4-two', '90817263'])('accepts %s', (pin) => {
    expect(pinWeakness(pin, SERIAL)).toBeNull();
  });

  it('accepts every initial PIN that the hall draws', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 16 }), (length) => {
        const pin = randomPin(SERIAL, length);
        expect(pin).toMatch(/^\d+$/);
        expect(pin).toHaveLength(length);
        expect(pinWeakness(pin, SERIAL)).toBeNull();
      }),
    );
  });
});
