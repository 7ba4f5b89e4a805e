import { isOneDerValue } from './der.ts';
import { TokenError } from './errors.ts';
import type { SignPurpose } from './types.ts';

const SM3_BYTES = 32;

const concat = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const label = (text: string): Uint8Array => Buffer.from(`${text}\0`, 'ascii');

/** So many SM3 digests and nothing else, see authentication.ts: a page supplies no byte of it. */
function digests(prefix: string, count: number, message: Uint8Array): Uint8Array {
  if (message.length !== count * SM3_BYTES) throw new TokenError({ code: 'E_TBS_MISMATCH' });
  return concat(label(prefix), message);
}

/**
 * The bytes the signing key really signs for a purpose. No output of one purpose can be an output of another: the
 * prefixes differ, and a document starts with 0x30 or 0x31, never with a letter.
 * Throws `E_TBS_MISMATCH` if the message does not have the shape its purpose demands.
 */
export function signedBytes(purpose: SignPurpose, message: Uint8Array): Uint8Array {
  switch (purpose) {
    case 'authenticate':
      return digests('YINXIN-AUTH-V1', 3, message);
    case 'activate':
      return digests('YINXIN-ACTIVATE-V1', 4, message);
    case 'renew':
      return digests('YINXIN-RENEW-V1', 4, message);
    case 'test':
      return concat(label('YINXIN-TEST-V1'), message);
    case 'document':
      if (!isOneDerValue(message)) throw new TokenError({ code: 'E_TBS_MISMATCH' });
      return message;
  }
}
