import { fromHex } from '@yinxin/gm';
import { describe, expect, it } from 'vitest';
import { DerReader, der } from '../der/index.ts';
import { buildRequest, openRequest, parseRequest, verifyRequest } from '../pkcs10/request.ts';
import { checkPublicKey, decodeSpki, encodeSpki } from '../spki/spki.ts';
import { ORGANISATION, sampleData } from '../testing/authority.ts';
import { tampered } from '../testing/vectors.ts';
import { assembleCertificate, buildTbsCertificate } from '../x509/build.ts';
import { parseCertificate, verifyCertificateSignature } from '../x509/parse.ts';
import { PROFILES } from '../x509/profile.ts';
import { type KeyAlgorithm, SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from './registry.ts';
import { parseSignatureAlgorithm, verifySignature } from './signature.ts';
import { generatePrivateKey, memorySigner } from './signer.ts';

const kinds: readonly KeyAlgorithm[] = ['sm2', 'rsa', 'p-256', 'p-384', 'ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87'];
const keys = new Map<KeyAlgorithm, Uint8Array>();
for (const kind of kinds) keys.set(kind, await generatePrivateKey(kind, 2048));
const keyOf = (kind: KeyAlgorithm) => keys.get(kind) ?? new Uint8Array(0);

const ways = Object.entries(SIGNATURE_ALGORITHMS).map(([name, { keyAlgorithm }]) => {
  const signer = memorySigner(
    keyOf(keyAlgorithm),
    Object.keys(SIGNATURE_ALGORITHMS).find((n): n is SignatureAlgorithm => n === name),
  );
  return [name, signer] as const;
});
const refused = (code: string) => expect.objectContaining({ code });
const message = new TextEncoder().encode('to be signed');

describe.each(ways)('%s', (_, signer) => {
  it('signs what it verifies, and nothing else', async () => {
    const signature = await signer.sign(message);
    expect(verifySignature(signer.algorithm, signer, message, signature)).toBe(true);
    expect(verifySignature(signer.algorithm, signer.publicKey, message, signature)).toBe(true);
    expect(verifySignature(signer.algorithm, signer, tampered(message, 3), signature)).toBe(false);
    expect(verifySignature(signer.algorithm, signer, message, tampered(signature, -1))).toBe(false);
    expect(verifySignature(signer.algorithm, signer, message, signature.subarray(1))).toBe(false);
    expect(verifySignature(signer.algorithm, Uint8Array.of(4, 1, 2), message, signature)).toBe(false);
  });

  it('makes a certificate and a request that come back with kind, key and way', async () => {
    const { publicKey, keyAlgorithm, algorithm } = signer;
    const tbs = buildTbsCertificate(PROFILES['root-ca'], sampleData({ publicKey, keyAlgorithm, algorithm }));
    const certificate = parseCertificate(assembleCertificate(tbs, await signer.sign(tbs)));
    expect(certificate).toMatchObject({ publicKey, keyAlgorithm, algorithm });
    expect(verifyCertificateSignature(certificate, certificate)).toBe(true);
    expect(verifyCertificateSignature({ ...certificate, tbs: tampered(tbs, -1) }, certificate)).toBe(false);
    const request = openRequest(await buildRequest(ORGANISATION, signer));
    expect(request).toMatchObject({ publicKey, keyAlgorithm, algorithm });
    expect(verifyRequest({ ...parseRequest(request.raw), tbs: tampered(request.tbs, 20) })).toBe(false);
  });

  it('is written as one AlgorithmIdentifier and read in every known form', () => {
    const { identifier, alsoRead } = SIGNATURE_ALGORITHMS[signer.algorithm];
    for (const bytes of [identifier, ...alsoRead]) {
      expect(parseSignatureAlgorithm(DerReader.over(bytes).any())).toBe(signer.algorithm);
    }
    const strange = der.sequence(
      ...[...DerReader.over(identifier).sequence().rest()].map(({ raw }) => raw),
      der.integer(1),
    );
    expect(() => parseSignatureAlgorithm(DerReader.over(strange).any())).toThrow(refused('ALGORITHM_UNSUPPORTED'));
  });
});

describe('a key of one kind', () => {
  it('does not pass for another, also where the bytes look alike', async () => {
    const [p256, sm2] = [memorySigner(keyOf('p-256')), memorySigner(keyOf('sm2'))];
    const signature = await p256.sign(message);
    expect(verifySignature('ecdsa-p256-sha256', { ...p256, keyAlgorithm: 'sm2' }, message, signature)).toBe(false);
    expect(verifySignature('sm2-sm3', p256, message, signature)).toBe(false);
    expect(() => decodeSpki(encodeSpki(p256.publicKey, 'sm2'))).toThrow(refused('PUBLIC_KEY_INVALID'));
    expect(() => decodeSpki(encodeSpki(sm2.publicKey, 'p-256'))).toThrow(refused('PUBLIC_KEY_INVALID'));
    expect(() => memorySigner(keyOf('p-256'), 'sm2-sm3')).toThrow(refused('ALGORITHM_MISMATCH'));
  });

  it('is read again as it was written', () => {
    for (const [, { publicKey, keyAlgorithm }] of ways) {
      expect(decodeSpki(encodeSpki(publicKey, keyAlgorithm))).toEqual({ publicKey, keyAlgorithm });
    }
  });

  it('that this package does not know is named', () => {
    const ed25519 = der.sequence(der.sequence(der.oid('1.3.101.112')), der.bitString(new Uint8Array(32)));
    expect(() => decodeSpki(ed25519)).toThrow(/1\.3\.101\.112/);
    expect(() => memorySigner(der.sequence(der.integer(0)))).toThrow(refused('PRIVATE_KEY_INVALID'));
    const cut = keyOf('p-256').slice(0, -1);
    expect(() => memorySigner(cut)).toThrow(refused('PRIVATE_KEY_INVALID'));
  });
});

describe('a public key is refused', () => {
  const numbers = DerReader.over(memorySigner(keyOf('rsa')).publicKey).sequence();
  const [modulus, exponent] = [numbers.integer(), numbers.integer()];
  const rsa = (n: bigint, e: bigint) => der.sequence(der.integer(n), der.integer(e));
  const check = (keyAlgorithm: KeyAlgorithm, publicKey: Uint8Array) => () =>
    checkPublicKey({ keyAlgorithm, publicKey });

  it.each([
    ['of 1024 bits', rsa((1n << 1023n) + 1n, exponent), 'PUBLIC_KEY_WEAK'],
    ['of 2047 bits', rsa(modulus >> 1n, exponent), 'PUBLIC_KEY_WEAK'],
    ['with an even modulus', rsa(modulus - 1n, exponent), 'PUBLIC_KEY_WEAK'],
    ['with exponent 3', rsa(modulus, 3n), 'PUBLIC_KEY_WEAK'],
    ['with an even exponent', rsa(modulus, 65_538n), 'PUBLIC_KEY_WEAK'],
    ['with a negative modulus', rsa(-modulus, exponent), 'PUBLIC_KEY_INVALID'],
    ['with an endless exponent', rsa(modulus, (1n << 64n) + 1n), 'PUBLIC_KEY_INVALID'],
    ['that only makes work', rsa((1n << 16_384n) + 1n, exponent), 'PUBLIC_KEY_INVALID'],
    ['that is no sequence', Uint8Array.of(4, 1, 2), 'PUBLIC_KEY_INVALID'],
  ])('RSA %s', (_, publicKey, code) => {
    expect(check('rsa', rsa(modulus, exponent))).not.toThrow();
    expect(check('rsa', publicKey)).toThrow(refused(code));
  });

  it.each(['sm2', 'p-256', 'p-384'] as const)('%s off its curve, compressed, beyond p, or cut', (kind) => {
    const { publicKey } = memorySigner(keyOf(kind));
    const half = (publicKey.length - 1) / 2;
    expect(check(kind, publicKey)).not.toThrow();
    const beyond = publicKey.slice().fill(0xff, 1);
    const compressed = Uint8Array.of(2, ...publicKey.subarray(1, half + 1));
    for (const wrong of [tampered(publicKey, -1), beyond, compressed, publicKey.subarray(0, -1), Uint8Array.of(0)]) {
      expect(check(kind, wrong)).toThrow(refused('PUBLIC_KEY_INVALID'));
    }
  });

  it('ML-DSA of another length', () => {
    expect(check('ml-dsa-44', new Uint8Array(1311))).toThrow(refused('PUBLIC_KEY_INVALID'));
  });
});

it('an RSA-PSS identifier with another salt or hash is not taken for one of ours', () => {
  const read = (hex: string) => () => parseSignatureAlgorithm(DerReader.over(fromHex(hex)).any());
  // RFC 4055 defaults: SHA-1, MGF1 with SHA-1, salt of 20.
  expect(read('300d06092a864886f70d01010a3000')).toThrow(refused('ALGORITHM_UNSUPPORTED'));
});
