import { engine, fromHex } from '@yinxin/gm';
import { signatureAlgorithmIdentifier } from '../../../algorithms/signature.ts';
import { der } from '../../../der/index.ts';
import { encodeSpki } from '../../../spki/spki.ts';
import { LINT_OID } from '../../oids.ts';
import { answer, asking, type Examples, issued, list, root } from '../example.ts';
import { KEYS, raw } from '../plant.ts';

const good = issued();
const point = KEYS.signing.publicKey;
const algorithm = (...parts: readonly Uint8Array[]): Uint8Array => der.sequence(...parts);
const spki = (identifier: Uint8Array, key: Uint8Array = point) =>
  issued({ spki: der.sequence(identifier, der.bitString(key)) });
const rsa = (bits: bigint, exponent: number, parameters: readonly Uint8Array[] = [der.nullValue()]) =>
  spki(
    algorithm(der.oid(LINT_OID.rsaEncryption), ...parameters),
    der.sequence(der.integer((1n << (bits - 1n)) + 1n), der.integer(exponent)),
  );
const goodRsa = rsa(2048n, 65537);
const sm2 = algorithm(der.oid(LINT_OID.ecPublicKey), der.oid(LINT_OID.sm2));
const offCurve = point.slice();
offCurve[64] = (offCurve[64] ?? 0) ^ 1;
const example = fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8');

export const KEY_EXAMPLES: Examples = {
  'key-algorithm': { good, bad: spki(algorithm(der.oid(LINT_OID.sm2))) },
  'key-known': { good: goodRsa, bad: spki(algorithm(der.oid('1.2.3.4'))) },
  'key-named-curve': { good, bad: spki(algorithm(der.oid(LINT_OID.ecPublicKey), der.sequence(der.integer(1)))) },
  'key-curve': { good, bad: spki(algorithm(der.oid(LINT_OID.ecPublicKey), der.oid('1.3.132.0.10'))) },
  'key-uncompressed': { good, bad: spki(sm2, raw(2 + ((point[64] ?? 0) & 1), point.subarray(1, 33))) },
  'key-on-curve': { good, bad: spki(sm2, offCurve) },
  'key-published': { good, bad: issued({ spki: encodeSpki(engine().publicKeyOf(example)) }) },
  'key-rsa-size': { good: goodRsa, bad: rsa(1024n, 65537) },
  'key-rsa-exponent': { good: goodRsa, bad: rsa(2048n, 65536) },
  'key-rsa-exponent-size': { good: goodRsa, bad: rsa(2048n, 3) },
  'key-rsa-parameters': { good: goodRsa, bad: rsa(2048n, 65537, []) },
};

const identifier = (oid: string, ...parameters: readonly Uint8Array[]) => der.sequence(der.oid(oid), ...parameters);
const signedBy = (inner: Uint8Array) => issued({ inner });

export const ALGORITHM_EXAMPLES: Examples = {
  'algorithm-known': { good, bad: signedBy(identifier('1.2.3.4')) },
  'algorithm-weak': { good: list(), bad: list({ inner: identifier(LINT_OID.sha1WithRsa, der.nullValue()) }) },
  'algorithm-sm2-parameters': {
    good: answer(),
    bad: answer({ algorithm: identifier(LINT_OID.sm2WithSm3, der.nullValue()) }),
  },
  'algorithm-rsa-parameters': {
    good: signedBy(signatureAlgorithmIdentifier('rsa-sha256')),
    bad: signedBy(identifier(LINT_OID.sha256WithRsa)),
  },
  'algorithm-ecdsa-parameters': {
    good: signedBy(signatureAlgorithmIdentifier('ecdsa-p256-sha256')),
    bad: signedBy(identifier(LINT_OID.ecdsaWithSha256, der.nullValue())),
  },
  'algorithm-same': { good, bad: issued({ outer: identifier(LINT_OID.sm2WithSm3, der.nullValue()) }) },
  'algorithm-of-key': { good, bad: signedBy(signatureAlgorithmIdentifier('ecdsa-p256-sha256')) },
  'signature-form': {
    good,
    bad: issued({ signature: der.sequence(der.integer(0), der.integer(1)) }),
  },
  'signature-valid': { good: root(), bad: root({ by: KEYS.ca }) },
};

/** Other signatures that are none, and other subjects whose signature is wrong. */
export const MORE_SIGNATURES = {
  malformed: [
    issued({ signature: new Uint8Array(64).fill(1) }),
    issued({ signature: raw(der.sequence(der.integer(1), der.integer(1)), 0) }),
    issued({ signature: der.sequence(der.integer((1n << 256n) - 1n), der.integer(1)) }),
    asking({ signature: der.sequence(der.integer(1)) }),
  ],
  wrong: [
    asking({ subject: der.sequence(), signature: KEYS.signing.open.sign(raw(1)) }),
    list({ signature: KEYS.root.open.sign(raw(1)) }),
    answer({ signature: KEYS.root.open.sign(raw(1)) }),
  ],
};
