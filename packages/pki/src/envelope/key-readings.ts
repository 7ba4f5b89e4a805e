import { DerReader, TAG } from '../der/index.ts';
import { PkiError } from '../errors.ts';
import { parsePkcs8 } from '../keyfile/pkcs8.ts';

/**
 * A private key as it comes out of an envelope: 32 bytes, 64 with zeros in front, an INTEGER, ECPrivateKey (RFC 5915) or
 * PrivateKeyInfo, each with or without PKCS#7 padding behind. Which one it is shows when the public key is compared, so
 * every reading that makes sense is offered.
 */

const SIZE = 32;

/** An unsigned number as 32 bytes; undefined when it does not fit. */
function sized(number: Uint8Array): Uint8Array | undefined {
  const start = number.findIndex((byte) => byte !== 0);
  const digits = start < 0 ? new Uint8Array(0) : number.subarray(start);
  if (digits.length === 0 || digits.length > SIZE) return undefined;
  const out = new Uint8Array(SIZE);
  out.set(digits, SIZE - digits.length);
  return out;
}

function structured(plain: Uint8Array): Uint8Array | undefined {
  try {
    const all = DerReader.over(plain);
    if (all.peek() === TAG.INTEGER) {
      const { content } = all.take(TAG.INTEGER);
      all.end();
      return sized(content);
    }
    const key = all.sequence();
    all.end();
    if (key.smallInteger() === 0) return parsePkcs8(plain);
    return sized(key.octets());
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}

function unpadded(plain: Uint8Array): Uint8Array | undefined {
  const count = plain[plain.length - 1] ?? 0;
  const isPadding = count >= 1 && count <= 16 && plain.subarray(-count).every((byte) => byte === count);
  return isPadding && count < plain.length ? plain.subarray(0, -count) : undefined;
}

/** Every private key (32 bytes) these bytes can mean, the plain one first. */
export function keyReadings(plain: Uint8Array): Uint8Array[] {
  const short = unpadded(plain);
  return [plain, ...(short ? [short] : [])].flatMap((bytes) => {
    const bare =
      bytes.length === SIZE || bytes.length === SIZE + 1 || bytes.length === 2 * SIZE ? sized(bytes) : undefined;
    return [bare, structured(bytes)].filter((reading) => reading !== undefined);
  });
}
