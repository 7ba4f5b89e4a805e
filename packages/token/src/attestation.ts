import { timingSafeEqual } from 'node:crypto';
import { sm3 } from '@yinxin/gm';

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** Who had opened a medium: the holder with the PIN, or the authority's personalisation data. */
export type OpenedBy = 'production' | 'holder';

/** What a medium says of a request it made: which medium, who had opened it, and the request (PKCS#10, DER). */
export interface AttestationClaim {
  readonly serial: string;
  readonly by: OpenedBy;
  readonly request: Uint8Array;
}

/** The key of attestations, known to the medium and, by its administrator key, to the authority. */
export const attestationKey = (adminKey: string): Uint8Array => sm3.hmac(utf8(adminKey), utf8('YINXIN-ATTEST-V1'));

/** HMAC-SM3 over SM3(serial) ‖ SM3(by) ‖ SM3(request), 32 bytes. */
export function attestation(key: Uint8Array, { serial, by, request }: AttestationClaim): Uint8Array {
  const parts = [utf8(serial), utf8(by), request].map((part) => sm3.digest(part));
  return sm3.hmac(key, new Uint8Array(Buffer.concat(parts)));
}

/**
 * Whether a request was made inside the medium that holds this administrator key, opened in this way. The key travelled
 * encrypted to the medium's transport key only: nobody else can attest.
 */
export function verifyAttestation(adminKey: string, claim: AttestationClaim, mac: Uint8Array): boolean {
  const expected = attestation(attestationKey(adminKey), claim);
  return mac.length === expected.length && timingSafeEqual(mac, expected);
}
