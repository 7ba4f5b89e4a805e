import { concatBytes, decodeCipher, engine, fromHex, sm4, toHex } from '@yinxin/gm';
import { describe, expect, it } from 'vitest';
import { memoryDecrypter } from '../cms/decrypter.ts';
import { der } from '../der/index.ts';
import { encodePkcs8 } from '../keyfile/pkcs8.ts';
import { messageVector } from '../testing/messages.ts';
import { EXAMPLE_KEYS, tampered, vector } from '../testing/vectors.ts';
import { parseCertificate } from '../x509/parse.ts';
import { encodeKeyBlob, openKeyBlob } from './blob.ts';
import { openEnvelopedKey, sealEnvelopedKey } from './enveloped-key.ts';
import { openKeyAnswer } from './kmc-answer.ts';

const sm2 = engine();
const holder = sm2.generateKeyPair();
const pair = sm2.generateKeyPair();
const symmetric = fromHex('0123456789abcdeffedcba9876543210');
const iv = fromHex('000102030405060708090a0b0c0d0e0f');
const cipher = sm2.encrypt(holder.publicKey, symmetric);
const zeros = (count: number) => new Uint8Array(count);
const refused = (code: string) => expect.objectContaining({ code });

const oid = { ecb: '1.2.156.10197.1.104.1', cbc: '1.2.156.10197.1.104.2', bare: '1.2.156.10197.1.104' };
const ecb = (plain: Uint8Array, padding: 'none' | 'pkcs7' = 'none') => sm4.ecbEncrypt(symmetric, plain, padding);

interface Parts {
  readonly algorithm: Uint8Array;
  readonly key: Uint8Array;
  readonly publicKey: Uint8Array | undefined;
  readonly sealed: Uint8Array;
}
const write = (over: Partial<Parts>): Uint8Array => {
  const usual = { algorithm: der.sequence(der.oid(oid.ecb)), key: cipher, publicKey: pair.publicKey };
  const { algorithm, key, publicKey, sealed } = { ...usual, sealed: ecb(pair.privateKey), ...over };
  return der.sequence(
    algorithm,
    key,
    ...(publicKey === undefined ? [] : [der.bitString(publicKey)]),
    der.bitString(sealed),
  );
};

const { x, y, hash, cipherText } = decodeCipher(cipher);
const point = [x, y];
const algorithm = (name: string, ...parameters: Uint8Array[]) => der.sequence(der.oid(name), ...parameters);
const cbc = sm4.cbcEncrypt(symmetric, iv, pair.privateKey, 'none');
const unsignedX = der.tlv(2, x);
const unsignedY = der.tlv(2, y);
const ecPrivateKey = der.sequence(der.integer(1), der.octetString(pair.privateKey));

describe('a key envelope opens', () => {
  it.each<[string, Partial<Parts>]>([
    ['as the standard has it', {}],
    ['naming CBC without an iv: it is ECB', { algorithm: algorithm(oid.cbc) }],
    ['naming CBC with NULL: it is ECB', { algorithm: algorithm(oid.cbc, der.nullValue()) }],
    ['with an iv: it is CBC', { algorithm: algorithm(oid.cbc, der.octetString(iv)), sealed: cbc }],
    ['with the bare SM4 identifier: ECB', { algorithm: algorithm(oid.bare) }],
    [
      'with the bare SM4 identifier and an iv: CBC',
      { algorithm: algorithm(oid.bare, der.octetString(iv)), sealed: cbc },
    ],
    ['with 32 zeros before the private key', { sealed: ecb(concatBytes(zeros(32), pair.privateKey)) }],
    ['with padding behind the private key', { sealed: ecb(pair.privateKey, 'pkcs7') }],
    ['with zeros before and padding behind', { sealed: ecb(concatBytes(zeros(32), pair.privateKey), 'pkcs7') }],
    ['with the private key as INTEGER', { sealed: ecb(der.integer(BigInt(`0x${toHex(pair.privateKey)}`)), 'pkcs7') }],
    ['with the private key as ECPrivateKey', { sealed: ecb(ecPrivateKey, 'pkcs7') }],
    ['with the private key as PrivateKeyInfo', { sealed: ecb(encodePkcs8(pair.privateKey), 'pkcs7') }],
    [
      'with INTEGERs that lack the leading zero',
      { key: der.sequence(unsignedX, unsignedY, der.octetString(hash), der.octetString(cipherText)) },
    ],
    [
      'with hash and text exchanged in the structure',
      {
        key: der.sequence(
          der.tlv(2, ...dropZeros(x)),
          der.tlv(2, ...dropZeros(y)),
          der.octetString(cipherText),
          der.octetString(hash),
        ),
      },
    ],
    [
      'with the bare ciphertext C1C3C2',
      { key: der.octetString(concatBytes(Uint8Array.of(4), ...point, hash, cipherText)) },
    ],
    [
      'with the bare ciphertext C1C2C3',
      { key: der.octetString(concatBytes(Uint8Array.of(4), ...point, cipherText, hash)) },
    ],
    [
      'with the bare ciphertext C1C2C3 without 04, in a bit string',
      { key: der.bitString(concatBytes(...point, cipherText, hash)) },
    ],
  ])('%s', (_, parts) => {
    expect(openEnvelopedKey(write(parts), holder.privateKey)).toEqual(pair);
    expect(() => openEnvelopedKey(write(parts), sm2.generateKeyPair().privateKey)).toThrow(
      refused('ENVELOPE_WRONG_KEY'),
    );
    const bytes = write(parts);
    expect(() => openEnvelopedKey(tampered(bytes, -8), holder.privateKey)).toThrow(refused('ENVELOPE_WRONG_KEY'));
  });

  it('without the public key, when that of the certificate is named', () => {
    const bytes = write({ publicKey: undefined });
    expect(openEnvelopedKey(bytes, holder.privateKey, pair.publicKey)).toEqual(pair);
    expect(() => openEnvelopedKey(bytes, holder.privateKey)).toThrow(refused('ENVELOPE_MALFORMED'));
    expect(() => openEnvelopedKey(bytes, holder.privateKey, holder.publicKey)).toThrow(refused('ENVELOPE_WRONG_KEY'));
    expect(() => encodeKeyBlob(bytes)).toThrow(refused('ENVELOPE_MALFORMED'));
    const blob = encodeKeyBlob(write({}));
    blob.fill(0, 80, 208);
    expect(openKeyBlob(blob, holder.privateKey, pair.publicKey)).toEqual(pair);
    expect(() => openKeyBlob(blob, holder.privateKey)).toThrow(refused('ENVELOPE_MALFORMED'));
  });

  it('only for the certificate it is for', () => {
    const bytes = sealEnvelopedKey(pair.privateKey, holder.publicKey);
    expect(openEnvelopedKey(bytes, holder.privateKey, pair.publicKey)).toEqual(pair);
    expect(() => openEnvelopedKey(bytes, holder.privateKey, holder.publicKey)).toThrow(refused('ENVELOPE_WRONG_KEY'));
  });

  it('of a key that begins with zeros', () => {
    const small = concatBytes(zeros(20), fromHex('0102030405060708090a0b0c'));
    const publicKey = sm2.publicKeyOf(small);
    for (const sealed of [ecb(small), ecb(concatBytes(zeros(32), small)), ecb(small, 'pkcs7')]) {
      expect(openEnvelopedKey(write({ publicKey, sealed }), holder.privateKey)).toEqual({
        privateKey: small,
        publicKey,
      });
    }
  });
});

describe('a key envelope is refused', () => {
  it.each<[string, Partial<Parts>, string]>([
    ['with another cipher', { algorithm: algorithm('1.2.156.10197.1.102') }, 'ENVELOPE_ALGORITHM'],
    ['with an iv of 8 bytes', { algorithm: algorithm(oid.cbc, der.octetString(zeros(8))) }, 'ENVELOPE_MALFORMED'],
    ['with half a block of private key', { sealed: zeros(40) }, 'ENVELOPE_MALFORMED'],
    ['with a public key off the curve', { publicKey: concatBytes(Uint8Array.of(4), zeros(64)) }, 'ENVELOPE_MALFORMED'],
    ['with a ciphertext of nothing', { key: der.octetString(zeros(16)) }, 'ENVELOPE_WRONG_KEY'],
  ])('%s', (_, parts, code) => {
    expect(() => openEnvelopedKey(write(parts), holder.privateKey)).toThrow(refused(code));
  });
});

describe('an answer of key management', () => {
  it('gives the key of the certificate', async () => {
    const { publicKey } = parseCertificate(vector('cert-enc'));
    const decrypter = memoryDecrypter(encodePkcs8(EXAMPLE_KEYS.signing));
    expect(await openKeyAnswer(messageVector('signedandenveloped'), decrypter, publicKey)).toEqual(
      EXAMPLE_KEYS.encryption,
    );
    const strange = parseCertificate(vector('cert-sign')).publicKey;
    await expect(openKeyAnswer(messageVector('signedandenveloped'), decrypter, strange)).rejects.toThrow(
      refused('ENVELOPE_WRONG_KEY'),
    );
    const altered = tampered(messageVector('signedandenveloped'), -1);
    await expect(openKeyAnswer(altered, decrypter, publicKey)).rejects.toThrow(refused('ENVELOPE_WRONG_KEY'));
  });

  it('of gmcert.org gives its key', async () => {
    const key = fromHex('d45951c7f5a3988159e5d5788219752701c87cc74628bbd874f7756a45d40904');
    const inside = fromHex('ca1c1d7f42b70273022c46c6075c8c8c92cb95f424184e7776f08fb6db750640');
    const opened = await openKeyAnswer(
      messageVector('pub-gmcert-saed'),
      memoryDecrypter(encodePkcs8(key)),
      sm2.publicKeyOf(inside),
    );
    expect(opened).toEqual(inside);
  });
});

function dropZeros(number: Uint8Array): Uint8Array[] {
  const digits = number.subarray(number.findIndex((byte) => byte !== 0));
  return (digits[0] ?? 0) >= 0x80 ? [Uint8Array.of(0), digits] : [digits];
}
