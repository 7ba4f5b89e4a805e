import { PkiError, type PkiErrorCode } from '@yinxin/pki';

/** Every way this package refuses, as stable codes. */
export type SealErrorCode =
  | 'SEAL_TOO_LARGE'
  | 'SEAL_MALFORMED'
  | 'SEAL_HEADER'
  | 'SEAL_VERSION'
  | 'SEAL_SHAPE'
  | 'SEAL_VALUE'
  | 'SEAL_TIME'
  | 'SEAL_CERTIFICATE'
  | 'SEAL_CERTIFICATE_LIST'
  | 'SEAL_DIGEST_ALGORITHM'
  | 'SEAL_DIGEST_LENGTH'
  | 'SEAL_PICTURE'
  | 'SEAL_EXTENSION_DUPLICATE'
  | 'SEAL_SIGNATURE_ALGORITHM'
  | 'SEAL_MAKER_KEY';

/**
 * The only error thrown by this package. `at` is the byte in the parsed input where one is known, `because` the code of
 * the DER reader below.
 */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly code: SealErrorCode;
  readonly at: number | undefined;
  readonly because: PkiErrorCode | undefined;

  constructor(
    code: SealErrorCode,
    message: string,
    where: { readonly at?: number | undefined; readonly because?: PkiErrorCode } = {},
  ) {
    super(message);
    this.code = code;
    this.at = where.at;
    this.because = where.because;
  }
}

/** Runs `read`; what `@yinxin/pki` refuses in it becomes a `SealError` with this code. */
export function refusing<T>(code: SealErrorCode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    throw new SealError(code, error.message, { at: error.at, because: error.code });
  }
}
