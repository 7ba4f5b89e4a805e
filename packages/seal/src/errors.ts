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
  | 'SEAL_MAKER_KEY'
  | 'SEAL_SIGNATURE_WRONG'
  | 'SEAL_OUTLIVES_CERTIFICATE'
  | 'TEXT_EMPTY'
  | 'TEXT_TOO_LONG'
  | 'GLYPH_MISSING'
  | 'SIZE_UNUSABLE'
  | 'COLOUR_UNUSABLE'
  | 'RESOLUTION_UNUSABLE'
  | 'SCAN_TOO_LARGE'
  | 'SCAN_NOT_A_PICTURE'
  | 'SCAN_TOO_MANY_PIXELS'
  | 'SCAN_DAMAGED';

/** What is known beside the code. */
export interface SealErrorFacts {
  /** The byte in the parsed input. */
  readonly at?: number | undefined;
  /** The code of the DER reader below. */
  readonly because?: PkiErrorCode;
  /** With `GLYPH_MISSING`: what cannot be drawn. */
  readonly characters?: readonly string[];
}

/** The only error thrown by this package. */
export class SealError extends Error {
  override readonly name = 'SealError';
  readonly code: SealErrorCode;
  readonly at: number | undefined;
  readonly because: PkiErrorCode | undefined;
  readonly characters: readonly string[] | undefined;

  constructor(code: SealErrorCode, message: string, facts: SealErrorFacts = {}) {
    super(message);
    this.code = code;
    this.at = facts.at;
    this.because = facts.because;
    this.characters = facts.characters;
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
