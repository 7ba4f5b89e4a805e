import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, portableSm4, sm4, toHex } from '../index.ts';
import { cryptBlock, expandKey } from './block.ts';
import { sm4WithOwnGcm } from './index.ts';
import { openSslGcm } from './openssl-gcm.ts';

const key = fromHex('0123456789ABCDEFFEDCBA9876543210');
const iv = fromHex('000102030405060708090A0B0C0D0E0F');
const plain = fromHex('AAAAAAAABBBBBBBBCCCCCCCCDDDDDDDDEEEEEEEEFFFFFFFFAAAAAAAABBBBBBBB');
const eights = (letters: string) => fromHex(letters.replace(/../g, (pair) => pair.repeat(8)));
const nonce = fromHex('00001234567800000000ABCD');
const aad = fromHex('FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2');
const GCM =
  '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15' +
  'a56834cbcf98c397b4024a2691233b8d83de3541e4c2b58177e065a9bf7b62ec';
const refused = (code: string) => expect.objectContaining({ code });

const all = [
  ['by the running Node', sm4],
  ['by the running Node, own GCM', sm4WithOwnGcm],
  ['portable', portableSm4],
] as const;

describe.each(all)('SM4 %s', (_, cipher) => {
  it('enciphers the published block', () => {
    expect(toHex(cipher.ecbEncrypt(key, key, 'none'))).toBe('681edf34d206965e86b3e94f536e4246');
    expect(toHex(cipher.ecbDecrypt(key, fromHex('681edf34d206965e86b3e94f536e4246'), 'none'))).toBe(toHex(key));
  });

  it('gives the published ECB, CBC, CTR and GCM answers', () => {
    expect(toHex(cipher.ecbEncrypt(key, plain, 'none'))).toBe(
      '5ec8143de509cff7b5179f8f474b86192f1d305a7fb17df985f81c8482192304',
    );
    expect(toHex(cipher.cbcEncrypt(key, iv, plain, 'none'))).toBe(
      '78ebb11cc40b0a48312aaeb2040244cb4cb7016951909226979b0d15dc6a8f6d',
    );
    expect(toHex(cipher.ctr(key, iv, eights('AABBCCDDEEFFAABB')))).toBe(
      'ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7' +
        'f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf38b2933851d824514',
    );
    const sealed = cipher.gcmEncrypt(key, nonce, eights('AABBCCDDEEFFEEAA'), aad);
    expect(toHex(sealed)).toBe(GCM);
    expect(toHex(cipher.gcmDecrypt(key, nonce, sealed, aad))).toBe(toHex(eights('AABBCCDDEEFFEEAA')));
  });

  it('does not open GCM when ciphertext, tag, nonce or associated data was changed', () => {
    const sealed = fromHex(GCM);
    for (const at of [0, 40, sealed.length - 1]) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => cipher.gcmDecrypt(key, nonce, changed, aad)).toThrow(refused('SM4_TAG_MISMATCH'));
    }
    expect(() => cipher.gcmDecrypt(key, nonce, sealed)).toThrow(refused('SM4_TAG_MISMATCH'));
    expect(() => cipher.gcmDecrypt(key, nonce, sealed.subarray(0, 10), aad)).toThrow(refused('SM4_TAG_MISMATCH'));
  });

  it('refuses wrong lengths and padding', () => {
    expect(() => cipher.ecbEncrypt(key.subarray(1), plain)).toThrow(refused('SM4_KEY_LENGTH'));
    expect(() => cipher.cbcEncrypt(key, iv.subarray(1), plain)).toThrow(refused('SM4_IV_LENGTH'));
    expect(() => cipher.ecbEncrypt(key, plain.subarray(1), 'none')).toThrow(refused('SM4_DATA_LENGTH'));
    expect(() => cipher.cbcDecrypt(key, iv, plain.subarray(1))).toThrow(refused('SM4_DATA_LENGTH'));
    expect(() => cipher.cbcDecrypt(key, iv, new Uint8Array(0))).toThrow(refused('SM4_DATA_LENGTH'));
    expect(() => cipher.cbcDecrypt(key, iv, cipher.cbcEncrypt(key, iv, plain, 'none'))).toThrow(refused('SM4_PADDING'));
  });
});

describe('SM4', () => {
  it('seals a file alike in every way, and refuses it with its last byte changed', () => {
    const data = Uint8Array.from({ length: 300_001 }, (_, i) => (i * 31) >>> 3);
    const sealed = sm4.gcmEncrypt(key, nonce, data, aad);
    for (const [, cipher] of all) {
      expect(Buffer.compare(cipher.gcmEncrypt(key, nonce, data, aad), sealed)).toBe(0);
      expect(Buffer.compare(cipher.gcmDecrypt(key, nonce, sealed, aad), data)).toBe(0);
      const changed = sealed.slice();
      changed[data.length - 1] = (changed[data.length - 1] ?? 0) ^ 1;
      expect(() => cipher.gcmDecrypt(key, nonce, changed, aad)).toThrow(refused('SM4_TAG_MISMATCH'));
    }
  });

  it('has GCM of OpenSSL itself in the Node this is delivered with', ({ skip }) => {
    const [major = 0, minor = 0] = process.versions.openssl.split('.').map(Number);
    if (major < 3 || (major === 3 && minor < 1)) skip('OpenSSL before 3.1 has none');
    expect(openSslGcm()).toBeDefined();
  });

  it('enciphers one block a million times to the published answer', () => {
    const view = new DataView(key.slice().buffer);
    const roundKeys = expandKey(key);
    for (let i = 0; i < 1_000_000; i++) cryptBlock(roundKeys, view, view, 0);
    expect(toHex(new Uint8Array(view.buffer))).toBe('595298c7c6fd271f0402f804c33d3f66');
  });

  it('is the same from Node and portable, and opens again', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    fc.assert(
      fc.property(bytes(16), bytes(16), bytes(12), fc.uint8Array({ maxLength: 100 }), (k, v, n, data) => {
        for (const [one, other] of [
          [sm4, portableSm4],
          [portableSm4, sm4],
          [sm4WithOwnGcm, sm4],
        ] as const) {
          expect(other.cbcDecrypt(k, v, one.cbcEncrypt(k, v, data))).toEqual(data);
          expect(other.ecbDecrypt(k, one.ecbEncrypt(k, data))).toEqual(data);
          expect(other.ctr(k, v, one.ctr(k, v, data))).toEqual(data);
          expect(other.gcmDecrypt(k, n, one.gcmEncrypt(k, n, data, v), v)).toEqual(data);
        }
      }),
    );
  });

  it('counts through the end of the counter alike', () => {
    const last = new Uint8Array(16).fill(0xff);
    expect(portableSm4.ctr(key, last, plain)).toEqual(sm4.ctr(key, last, plain));
  });
});
