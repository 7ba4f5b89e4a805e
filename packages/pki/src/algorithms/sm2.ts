import { assertPublicKey, engine, GmError, openCrowdSigner } from '@yinxin/gm';
import { der } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { encodePkcs8, parsePkcs8 } from '../keyfile/pkcs8.ts';
import { OID } from '../oids.ts';
import type { KeyAlgorithmDefinition, SignatureAlgorithmDefinition } from './types.ts';

function open(privateKey: Uint8Array): Uint8Array {
  try {
    return parsePkcs8(privateKey);
  } catch {
    throw new PkiError('PRIVATE_KEY_INVALID', 'not an SM2 private key');
  }
}

/** SM2 keys (GB/T 20518): 04‖X‖Y. Some encoders name SM2 itself as the key algorithm, with or without the curve. */
export const sm2Key: KeyAlgorithmDefinition = {
  identifier: der.sequence(der.oid(OID.ecPublicKey), der.oid(OID.sm2)),
  alsoRead: [der.sequence(der.oid(OID.sm2)), der.sequence(der.oid(OID.sm2), der.oid(OID.sm2))],
  check(publicKey) {
    try {
      assertPublicKey(publicKey);
    } catch {
      throw new PkiError('PUBLIC_KEY_INVALID', 'the public key is not a point of the SM2 curve');
    }
  },
  generate: async () => {
    const { privateKey } = engine().generateKeyPair();
    const info = encodePkcs8(privateKey);
    privateKey.fill(0);
    return info;
  },
  publicKeyOf: (privateKey) => engine().publicKeyOf(open(privateKey)),
};

/** SM2 with SM3 and the default signer id (GB/T 33560): parameters absent; NULL occurs and is read. */
export const sm2WithSm3: SignatureAlgorithmDefinition<'sm2'> = {
  keyAlgorithm: 'sm2',
  digest: 'sm3',
  identifier: der.sequence(der.oid(OID.sm2WithSm3)),
  alsoRead: [der.sequence(der.oid(OID.sm2WithSm3), der.nullValue())],
  verify(publicKey, tbs, signature) {
    try {
      return engine().verify(publicKey, tbs, signature);
    } catch (error) {
      if (error instanceof GmError && error.code === 'SM2_PUBLIC_KEY_INVALID') return false;
      throw error;
    }
  },
  open(privateKey) {
    const key = openCrowdSigner(open(privateKey));
    return (tbs) => key.signAsync(tbs);
  },
};
