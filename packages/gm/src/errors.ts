/** Every way this package refuses, as stable codes. */
export type GmErrorCode =
  | 'SM2_PRIVATE_KEY_INVALID'
  | 'SM2_PUBLIC_KEY_INVALID'
  | 'SM2_SIGNER_ID_TOO_LONG'
  | 'SM2_SIGNATURE_MALFORMED'
  | 'SM2_CIPHER_MALFORMED'
  | 'SM2_PLAINTEXT_EMPTY'
  | 'SM2_DECRYPT_FAILED'
  | 'SM2_ENGINE_UNAVAILABLE'
  | 'SM2_ENGINE_FAILED'
  | 'SM2_ENGINE_CHOSEN'
  | 'SM2_EXCHANGE_FAILED'
  | 'SM2_EXCHANGE_UNCONFIRMED'
  | 'SM2_KEY_NOT_IN_STORE'
  | 'SM2_STORE_FAILED'
  | 'SM3_PARAMETER'
  | 'SM4_KEY_LENGTH'
  | 'SM4_IV_LENGTH'
  | 'SM4_DATA_LENGTH'
  | 'SM4_PADDING'
  | 'SM4_TAG_MISMATCH'
  | 'HEX_INVALID';

/**
 * The only error thrown by this package. `at` is the byte offset in the parsed input, where one is known. Its message
 * never carries key material or plaintext.
 */
export class GmError extends Error {
  override readonly name = 'GmError';
  readonly code: GmErrorCode;
  readonly at: number | undefined;

  constructor(code: GmErrorCode, message: string, at?: number) {
    super(at === undefined ? message : `${message} (byte ${at})`);
    this.code = code;
    this.at = at;
  }
}
