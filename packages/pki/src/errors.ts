/** Every way this package refuses, as stable codes. */
export type PkiErrorCode =
  | 'DER_TRUNCATED'
  | 'DER_TAG'
  | 'DER_LENGTH'
  | 'DER_DEPTH'
  | 'DER_TOO_LONG'
  | 'DER_TRAILING'
  | 'DER_VALUE'
  | 'PEM_MALFORMED'
  | 'ALGORITHM_UNSUPPORTED'
  | 'ALGORITHM_MISMATCH'
  | 'PUBLIC_KEY_INVALID'
  | 'PUBLIC_KEY_WEAK'
  | 'PRIVATE_KEY_INVALID'
  | 'NAME_INVALID'
  | 'TIME_INVALID'
  | 'EXTENSION_DUPLICATE'
  | 'CERTIFICATE_VERSION'
  | 'PROFILE_VIOLATION'
  | 'REQUEST_VERSION'
  | 'REQUEST_PROOF_INVALID'
  | 'REQUEST_ATTRIBUTE'
  | 'CRL_VERSION'
  | 'CRL_EXTENSION'
  | 'CRL_SHARD'
  | 'CRL_DELTA'
  | 'CRL_LENGTH'
  | 'OCSP_STATUS'
  | 'OCSP_RESPONSE_TYPE'
  | 'OCSP_VERSION'
  | 'OCSP_REQUEST_EMPTY'
  | 'OCSP_NONCE'
  | 'OCSP_REASON'
  | 'ENVELOPE_MALFORMED'
  | 'ENVELOPE_ALGORITHM'
  | 'ENVELOPE_WRONG_KEY'
  | 'KEYFILE_MALFORMED'
  | 'KEYFILE_UNSUPPORTED'
  | 'KEYFILE_PASSPHRASE'
  | 'CMS_CONTENT_TYPE'
  | 'CMS_VERSION'
  | 'CMS_TOO_MANY'
  | 'CMS_MALFORMED'
  | 'CMS_NOT_A_RECIPIENT'
  | 'CMS_DECRYPT_FAILED'
  | 'CMS_CERTIFICATE_UNSUITABLE'
  | 'TSP_VERSION'
  | 'TSP_REQUEST_UNSUITABLE'
  | 'TSP_MALFORMED'
  | 'TSP_REFUSED'
  | 'PKCS12_MALFORMED'
  | 'PKCS12_UNSUPPORTED'
  | 'PKCS12_TOO_COSTLY'
  | 'PKCS12_PASSWORD';

/**
 * The only error thrown by this package. `at` is the byte offset in the parsed input, where one is known. Messages
 * never carry keys or passphrases.
 */
export class PkiError extends Error {
  override readonly name = 'PkiError';
  readonly code: PkiErrorCode;
  readonly at: number | undefined;

  constructor(code: PkiErrorCode, message: string, at?: number) {
    super(at === undefined ? message : `${message} (byte ${at})`);
    this.code = code;
    this.at = at;
  }
}
