import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeShareText, encodeShareText } from './share-text.ts';
import { deal, enrol, openShare, recombine } from './shares.ts';

const passphrases = ['correct horse one', 'correct horse two', 'correct horse three'];
const secret = Buffer.from('the passphrase of a key file');

describe('shares of a secret', () => {
  test('any two of three give it back; each opens with its own passphrase only', async () => {
    const operators = await Promise.all(passphrases.map(enrol));
    const dealt = await deal(secret, 2, operators);
    const open = (at: number, passphrase = passphrases[at] ?? '') => {
      const [share, operator] = [dealt[at], operators[at]];
      if (!share || !operator) throw new Error('no such operator');
      return openShare(share.text, passphrase, operator, share.check);
    };
    for (const [a, b] of [
      [0, 1],
      [1, 2],
    ] as const) {
      expect(Buffer.from(await recombine([await open(a), await open(b)])).toString()).toBe(secret.toString());
    }
    await expect(open(0, passphrases[1])).rejects.toMatchObject({ code: 'SHARE_PASSPHRASE' });
    await expect(recombine([await open(0)])).rejects.toMatchObject({ code: 'SHARES_TOO_FEW' });
    const again = await deal(secret, 2, operators);
    const [first, operator] = [again[0], operators[0]];
    if (!first || !operator) throw new Error('nothing dealt');
    await expect(openShare(first.text, passphrases[0] ?? '', operator, dealt[0]?.check ?? '')).rejects.toMatchObject({
      code: 'SHARE_FOREIGN',
    });
    await expect(openShare('YXS1-00000', 'any', operator, first.check)).rejects.toMatchObject({
      code: 'SHARE_UNREADABLE',
    });
  });
});

describe('a share as text', () => {
  test('reads back however it is written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        const text = encodeShareText(bytes);
        expect(decodeShareText(text)).toEqual(bytes);
        expect(decodeShareText(text.toLowerCase().replaceAll('-', ' \n'))).toEqual(bytes);
        expect(decodeShareText(text.replaceAll('0', 'o').replaceAll('1', 'l').replace('YXSl', 'YXS1'))).toEqual(bytes);
      }),
    );
  });

  test('one letter wrong is noticed', () => {
    const text = encodeShareText(new Uint8Array(40).fill(7));
    const at = text.length - 12;
    const wrong = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
    expect(decodeShareText(wrong)).toBeUndefined();
  });
});
