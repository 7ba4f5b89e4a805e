import { createHash } from 'node:crypto';
import { DEFAULT_SIGNER_ID, messageDigest, sm3 } from '@yinxin/gm';
import { der, type SignatureAlgorithm } from '@yinxin/pki';
import { KeyStoreError } from '../errors.ts';
import type { Pkcs11Settings, Sm2Settings } from '../settings.ts';
import { STORE_ALGORITHMS, type StoreAlgorithm } from '../types.ts';
import { type Attribute, fixed, fixedCopy, mechanism, type Template, WORD, wordBytes } from './layout.ts';
import { CKA, CKG_MGF1_SHA256, CKK, CKM } from './numbers.ts';
import { signatureInDer } from './objects.ts';

type Settings = Pick<Pkcs11Settings, 'rsaPadding' | 'sm2'>;

/** How a key in the token signs: what it is told, what it is given, what becomes of its answer. */
export interface SigningWay {
  readonly algorithm: SignatureAlgorithm;
  readonly mechanism: () => Template;
  readonly input: (tbs: Uint8Array) => Uint8Array;
  readonly output: (signature: Uint8Array) => Uint8Array;
}

/** How a key pair is made: mechanism, and the attributes of the public half. */
export interface MakingWay {
  readonly mechanism: number;
  readonly keyType: number;
  readonly attributes: readonly Attribute[];
}

const P256_PARAMETERS = der.oid('1.2.840.10045.3.1.7');
const EXPONENT = Uint8Array.of(1, 0, 1);
const same = (bytes: Uint8Array): Uint8Array => bytes;
const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
/** DigestInfo of SHA-256 (RFC 8017 §9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** The mechanism that makes each kind of key. Throws STORE_MECHANISM_MISSING for SM2 without numbers. */
export function makingWay(algorithm: StoreAlgorithm, settings: Settings): MakingWay {
  switch (algorithm) {
    case 'rsa-3072':
    case 'rsa-4096':
      return {
        mechanism: CKM.rsaKeyGen,
        keyType: CKK.rsa,
        attributes: [
          { type: CKA.modulusBits, value: wordBytes(algorithm === 'rsa-3072' ? 3072 : 4096) },
          { type: CKA.publicExponent, value: fixedCopy(EXPONENT) },
        ],
      };
    case 'ecdsa-p256':
      return {
        mechanism: CKM.ecKeyGen,
        keyType: CKK.ec,
        attributes: [{ type: CKA.ecParams, value: fixedCopy(P256_PARAMETERS) }],
      };
    case 'sm2': {
      const { keyGenMechanism, keyType, curveParameters } = sm2Of(settings);
      return {
        mechanism: keyGenMechanism,
        keyType,
        attributes: [{ type: CKA.ecParams, value: fixedCopy(Buffer.from(curveParameters, 'hex')) }],
      };
    }
  }
}

/** How a key of this kind signs. Throws STORE_MECHANISM_MISSING when the token has no mechanism for it. */
export function signingWay(
  kind: 'rsa' | 'p-256' | 'sm2',
  publicKey: Uint8Array,
  mechanisms: ReadonlySet<number>,
  settings: Settings,
): SigningWay {
  switch (kind) {
    case 'rsa':
      return settings.rsaPadding === 'pss' ? pss(mechanisms) : pkcs1(mechanisms);
    case 'p-256':
      demand(mechanisms, CKM.ecdsa, 'CKM_ECDSA');
      return {
        algorithm: 'ecdsa-p256-sha256',
        mechanism: () => mechanism(CKM.ecdsa),
        input: sha256,
        output: signatureInDer,
      };
    case 'sm2': {
      const sm2 = sm2Of(settings);
      demand(mechanisms, sm2.signMechanism, 'the SM2 signing mechanism');
      return {
        algorithm: 'sm2-sm3',
        mechanism: () => mechanism(sm2.signMechanism),
        input: (tbs) => sm2Input(sm2.input, publicKey, tbs),
        output: sm2.signature === 'raw' ? signatureInDer : same,
      };
    }
  }
}

/** The kinds of keys this token can make and sign with. */
export function algorithmsOf(mechanisms: ReadonlySet<number>, settings: Settings): StoreAlgorithm[] {
  return STORE_ALGORITHMS.filter((algorithm) => {
    if (algorithm === 'sm2' && settings.sm2 === undefined) return false;
    if (!mechanisms.has(makingWay(algorithm, settings).mechanism)) return false;
    if (algorithm === 'sm2') return mechanisms.has(sm2Of(settings).signMechanism);
    if (algorithm === 'ecdsa-p256') return mechanisms.has(CKM.ecdsa);
    if (settings.rsaPadding === 'pss') return mechanisms.has(CKM.rsaPss);
    return mechanisms.has(CKM.rsaPkcs) || mechanisms.has(CKM.sha256RsaPkcs);
  });
}

function pkcs1(mechanisms: ReadonlySet<number>): SigningWay {
  const algorithm = 'rsa-sha256';
  // The store hashes itself only where it cannot be given the hash.
  if (mechanisms.has(CKM.rsaPkcs)) {
    return {
      algorithm,
      mechanism: () => mechanism(CKM.rsaPkcs),
      input: (tbs) => new Uint8Array(Buffer.concat([DIGEST_INFO, sha256(tbs)])),
      output: same,
    };
  }
  demand(mechanisms, CKM.sha256RsaPkcs, 'CKM_RSA_PKCS');
  return { algorithm, mechanism: () => mechanism(CKM.sha256RsaPkcs), input: same, output: same };
}

function pss(mechanisms: ReadonlySet<number>): SigningWay {
  demand(mechanisms, CKM.rsaPss, 'CKM_RSA_PKCS_PSS');
  return {
    algorithm: 'rsa-pss-sha256',
    mechanism: () => {
      // CK_RSA_PKCS_PSS_PARAMS: hash, mask generation, salt length.
      const parameters = fixed(3 * WORD);
      for (const [at, value] of [CKM.sha256, CKG_MGF1_SHA256, 32].entries())
        parameters.set(wordBytes(value), at * WORD);
      return mechanism(CKM.rsaPss, parameters);
    },
    input: sha256,
    output: same,
  };
}

function sm2Input(input: Sm2Settings['input'], publicKey: Uint8Array, tbs: Uint8Array): Uint8Array {
  switch (input) {
    case 'message':
      return tbs;
    case 'sm3':
      return sm3.digest(tbs);
    case 'digest-za':
      return messageDigest(sm3, publicKey, tbs, DEFAULT_SIGNER_ID);
  }
}

function sm2Of(settings: Settings): Sm2Settings {
  if (settings.sm2 === undefined) {
    throw new KeyStoreError('STORE_MECHANISM_MISSING', 'this store has no SM2 numbers: set keyStores.NAME.sm2');
  }
  return settings.sm2;
}

function demand(mechanisms: ReadonlySet<number>, wanted: number, name: string): void {
  if (!mechanisms.has(wanted)) {
    throw new KeyStoreError('STORE_MECHANISM_MISSING', `the token does not offer ${name} (0x${wanted.toString(16)})`);
  }
}
