import { engine, sm3 } from '@yinxin/gm';
import { signedBytes } from './purpose.ts';

const hash = (bytes: Uint8Array): Uint8Array => sm3.digest(bytes);

export interface AuthenticationClaim {
  /** The web origin that asked, as the browser reports it (`https://hall.example.cn`). */
  readonly origin: string;
  /** At least 32 bytes chosen by the relying server. */
  readonly nonce: Uint8Array;
  /** The signing certificate, DER. */
  readonly certificate: Uint8Array;
}

/** SM3(origin) ‖ SM3(nonce) ‖ SM3(certificate): the message of purpose `authenticate`, 96 bytes. */
export function authenticationMessage(claim: AuthenticationClaim): Uint8Array {
  const origin = Buffer.from(claim.origin, 'utf8');
  return new Uint8Array(Buffer.concat([hash(origin), hash(claim.nonce), hash(claim.certificate)]));
}

/**
 * Whether `signature` proves that the holder of the certificate's signing key answered this origin and nonce.
 * `publicKey` is the certificate's (65 bytes); checking the certificate itself is the caller's work.
 */
export function verifyAuthentication(
  claim: AuthenticationClaim,
  publicKey: Uint8Array,
  signature: Uint8Array,
): boolean {
  return engine().verify(publicKey, signedBytes('authenticate', authenticationMessage(claim)), signature);
}
