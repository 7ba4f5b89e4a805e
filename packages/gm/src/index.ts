/**
 * The Chinese commercial algorithms SM2, SM3 and SM4 on bytes.
 *
 * @example
 * import { engine, sm3 } from '@yinxin/gm';
 * const pair = engine().generateKeyPair();
 * const signature = await engine().signAsync(pair.privateKey, message);
 */
export { concatBytes, equalBytes, fromHex, randomBytes, toHex } from './bytes.ts';
export { GmError, type GmErrorCode } from './errors.ts';
export { openCrowdSigner, openSm2Pool, type Sm2Pool, type Sm2PoolKey, type Sm2Verification } from './pool/pool.ts';
export { assertPublicKey, DEFAULT_SIGNER_ID, type Sm2KeyPair } from './sm2/curve.ts';
export {
  buildEngine,
  chooseEngine,
  type EngineChoice,
  type EngineReport,
  engine,
  engineReport,
  openNativeEngine,
} from './sm2/engine.ts';
export {
  type AgreedKey,
  agreeKey,
  type ExchangeOwn,
  type ExchangePeer,
  type ExchangeQuestion,
} from './sm2/exchange.ts';
export { identityDigest, messageDigest } from './sm2/identity.ts';
export { portableEngine } from './sm2/portable.ts';
export {
  hardwareEngine,
  overDigest,
  preprocess,
  type Sm2Store,
  type Sm2StoreKey,
  storeSigner,
} from './sm2/store.ts';
export {
  type CipherValue,
  decodeCipher,
  decodeSignature,
  encodeCipher,
  encodeSignature,
  type Reading,
  type SignatureValue,
} from './sm2/structures.ts';
export type { Sm2Engine, Sm2PrivateKey, Sm2Signer } from './sm2/types.ts';
export { portableSm3, type Sm3, type Sm3Hash, sm3 } from './sm3/index.ts';
export { portableSm4, type Sm4, type Sm4Padding, sm4 } from './sm4/index.ts';
