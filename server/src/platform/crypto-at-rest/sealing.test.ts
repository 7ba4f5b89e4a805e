import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sealing } from './index.ts';

const old = sealing('old key '.repeat(8));
const now = sealing('new key '.repeat(8), ['old key '.repeat(8)]);

describe('personal data at rest', () => {
  test('what is sealed opens again, and never seals to the same text twice', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const sealed = now.seal(text, 'account.mobile');
        expect(now.open(sealed, 'account.mobile')).toBe(text);
        expect(now.seal(text, 'account.mobile')).not.toBe(sealed);
      }),
    );
  });

  test('a long text is compressed, and opens as it was; one sealed before that opens too', () => {
    const long = JSON.stringify(Array.from({ length: 200 }, (_, n) => ({ field: `项目${n}`, value: '江西省南昌市' })));
    const sealed = now.seal(long, 'application.state');
    expect(sealed).toMatch(/^v2\./);
    expect(sealed.length).toBeLessThan(long.length);
    expect(now.open(sealed, 'application.state')).toBe(long);
    expect(() => now.open(sealed.replace('v2.', 'v1.'), 'application.state')).toThrow(/does not open/);
    expect(now.seal('short', 'x')).toMatch(/^v1\./);
  });

  test('a value moved to another column, altered, or sealed by an unknown key does not open', () => {
    const sealed = now.seal('13800000000', 'account.mobile');
    expect(() => now.open(sealed, 'account.idNumber')).toThrow(/SEAL|does not open/);
    expect(() => now.open(`${sealed.slice(0, -2)}AA`, 'account.mobile')).toThrow(/does not open/);
    expect(() => old.open(sealed, 'account.mobile')).toThrow(/key .* is not configured/);
    expect(() => now.open('13800000000', 'account.mobile')).toThrow(/unknown form/);
  });

  test('after a change of key the old values still open and new ones take the new key', () => {
    expect(now.open(old.seal('张三', 'x'), 'x')).toBe('张三');
    expect(now.seal('张三', 'x')).toContain(`v1.${now.keyId}.`);
    expect(now.keyId).not.toBe(old.keyId);
  });

  test('the index to look up by is equal for equal values of one column only, and needs the key', () => {
    expect(now.blindIndex('a', 'x')).toBe(now.blindIndex('a', 'x'));
    expect(now.blindIndex('a', 'x')).not.toBe(now.blindIndex('a', 'y'));
    expect(now.blindIndex('a', 'x')).not.toBe(sealing('another '.repeat(8)).blindIndex('a', 'x'));
  });

  test('what was indexed before a change of key is still found', () => {
    expect(now.blindIndex('13800000000', 'account.mobile')).toBe(old.blindIndex('13800000000', 'account.mobile'));
    expect(now.indexKeyId).toBe(old.keyId);
  });
});
