import { PkiError } from '../errors.ts';

/** Labels of RFC 7468 used here. */
export type PemLabel = 'CERTIFICATE' | 'CERTIFICATE REQUEST' | 'X509 CRL' | 'ENCRYPTED PRIVATE KEY' | 'PUBLIC KEY';

/** DER as PEM: 64 characters per line, newline at the end. */
export function encodePem(label: PemLabel, bytes: Uint8Array): string {
  const base64 = Buffer.from(bytes).toString('base64');
  return `-----BEGIN ${label}-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END ${label}-----\n`;
}

interface Block {
  /** Where it begins, in characters. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

function blocksOf(label: PemLabel, text: string): Block[] {
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----/g);
  return [...blocks].flatMap(({ index: at, 1: found, 2: body = '' }) => {
    if (found !== label) return [];
    const base64 = body.replace(/\s/g, '');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) {
      throw new PkiError('PEM_MALFORMED', `the ${label} block is not base64`, at);
    }
    return [{ at, bytes: new Uint8Array(Buffer.from(base64, 'base64')) }];
  });
}

/** Every block with this label in a text; text around the blocks is ignored. Throws `PEM_MALFORMED` for bad base64. */
export const decodePemAll = (label: PemLabel, text: string): Uint8Array[] =>
  blocksOf(label, text).map(({ bytes }) => bytes);

/** The one block with this label. Throws `PEM_MALFORMED` when there is none or more than one. */
export function decodePem(label: PemLabel, text: string): Uint8Array {
  const [first, second] = blocksOf(label, text);
  if (first === undefined || second !== undefined) {
    throw new PkiError('PEM_MALFORMED', `expected exactly one ${label} block`, second?.at ?? text.length);
  }
  return first.bytes;
}
