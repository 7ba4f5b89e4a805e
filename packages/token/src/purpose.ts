import { TokenError } from './errors.ts';
import type { SignPurpose } from './types.ts';

const concat = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const label = (text: string): Uint8Array => Buffer.from(`${text}\0`, 'ascii');

/** One complete DER SEQUENCE or SET, nothing after it: a signedAttrs, TBS_Sign or SignedInfo digest structure. */
const isOneDerValue = (bytes: Uint8Array): boolean => {
  const [tag, first] = bytes;
  if ((tag !== 0x30 && tag !== 0x31) || first === undefined) return false;
  if (first < 0x80) return bytes.length === 2 + first;
  const size = first & 0x7f;
  if (size < 1 || size > 3 || bytes.length < 2 + size) return false;
  const length = bytes.subarray(2, 2 + size).reduce((sum, byte) => sum * 256 + byte, 0);
  return bytes.length === 2 + size + length;
};

/**
 * The bytes the signing key really signs for a purpose. No output of one purpose can be an output of another: the two
 * prefixes differ, and a document starts with 0x30 or 0x31, never with a letter.
 * Throws `E_TBS_MISMATCH` if the message does not have the shape its purpose demands.
 */
export function signedBytes(purpose: SignPurpose, message: Uint8Array): Uint8Array {
  switch (purpose) {
    case 'authenticate':
      // Three SM3 digests, see authentication.ts: a page supplies no byte of it.
      if (message.length !== 96) throw new TokenError({ code: 'E_TBS_MISMATCH' });
      return concat(label('YINXIN-AUTH-V1'), message);
    case 'test':
      return concat(label('YINXIN-TEST-V1'), message);
    case 'document':
      if (!isOneDerValue(message)) throw new TokenError({ code: 'E_TBS_MISMATCH' });
      return message;
  }
}
