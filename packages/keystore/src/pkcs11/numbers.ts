import type { KeyStoreProblem } from '../errors.ts';

/** Numbers of PKCS#11 v2.40 that are used here, and what its answers mean. */
export const CKR_OK = 0;
export const CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
export const CKR_USER_ALREADY_LOGGED_IN = 0x100;
export const CKR_BUFFER_TOO_SMALL = 0x150;

export const CKF = { osLocking: 0x2, serialSession: 0x4, rwSession: 0x2, userPinLocked: 0x40000, loginRequired: 0x4 };
export const CKU_USER = 1;

export const CKO = { publicKey: 2, privateKey: 3 };
export const CKK = { rsa: 0, ec: 3 };
export const CKA = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  sign: 0x108,
  verify: 0x10a,
  modulus: 0x120,
  modulusBits: 0x121,
  publicExponent: 0x122,
  extractable: 0x162,
  alwaysSensitive: 0x165,
  neverExtractable: 0x164,
  ecParams: 0x180,
  ecPoint: 0x181,
};
export const CKM = {
  rsaKeyGen: 0x0,
  rsaPkcs: 0x1,
  rsaPss: 0xd,
  sha256RsaPkcs: 0x40,
  sha256: 0x250,
  ecKeyGen: 0x1040,
  ecdsa: 0x1041,
};
export const CKG_MGF1_SHA256 = 2;

const MEANING: ReadonlyMap<number, { readonly name: string; readonly problem: KeyStoreProblem }> = new Map([
  [0x05, { name: 'CKR_GENERAL_ERROR', problem: 'STORE_UNREACHABLE' }],
  [0x06, { name: 'CKR_FUNCTION_FAILED', problem: 'STORE_FAILED' }],
  [0x30, { name: 'CKR_DEVICE_ERROR', problem: 'STORE_DEVICE_REMOVED' }],
  [0x31, { name: 'CKR_DEVICE_MEMORY', problem: 'STORE_FAILED' }],
  [0x32, { name: 'CKR_DEVICE_REMOVED', problem: 'STORE_DEVICE_REMOVED' }],
  [0x54, { name: 'CKR_FUNCTION_NOT_SUPPORTED', problem: 'STORE_MECHANISM_MISSING' }],
  [0x60, { name: 'CKR_KEY_HANDLE_INVALID', problem: 'STORE_KEY_MISSING' }],
  [0x70, { name: 'CKR_MECHANISM_INVALID', problem: 'STORE_MECHANISM_MISSING' }],
  [0x71, { name: 'CKR_MECHANISM_PARAM_INVALID', problem: 'STORE_MECHANISM_MISSING' }],
  [0x82, { name: 'CKR_OBJECT_HANDLE_INVALID', problem: 'STORE_KEY_MISSING' }],
  [0xa0, { name: 'CKR_PIN_INCORRECT', problem: 'STORE_PIN_WRONG' }],
  [0xa1, { name: 'CKR_PIN_INVALID', problem: 'STORE_PIN_WRONG' }],
  [0xa2, { name: 'CKR_PIN_LEN_RANGE', problem: 'STORE_PIN_WRONG' }],
  [0xa3, { name: 'CKR_PIN_EXPIRED', problem: 'STORE_LOCKED' }],
  [0xa4, { name: 'CKR_PIN_LOCKED', problem: 'STORE_LOCKED' }],
  [0xb0, { name: 'CKR_SESSION_CLOSED', problem: 'STORE_UNREACHABLE' }],
  [0xb3, { name: 'CKR_SESSION_HANDLE_INVALID', problem: 'STORE_UNREACHABLE' }],
  [0xe0, { name: 'CKR_TOKEN_NOT_PRESENT', problem: 'STORE_DEVICE_REMOVED' }],
  [0xe1, { name: 'CKR_TOKEN_NOT_RECOGNIZED', problem: 'STORE_DEVICE_REMOVED' }],
  [0x101, { name: 'CKR_USER_NOT_LOGGED_IN', problem: 'STORE_UNREACHABLE' }],
  [0x102, { name: 'CKR_USER_PIN_NOT_INITIALIZED', problem: 'STORE_LOCKED' }],
  [0x190, { name: 'CKR_CRYPTOKI_NOT_INITIALIZED', problem: 'STORE_UNREACHABLE' }],
]);

/** What an answer of the module means. */
export function meaningOf(answer: number): { readonly name: string; readonly problem: KeyStoreProblem } {
  return MEANING.get(answer) ?? { name: `0x${answer.toString(16)}`, problem: 'STORE_FAILED' };
}
