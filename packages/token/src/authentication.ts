import { engine, sm3 } from '@yinxin/gm';
import { signedBytes } from './purpose.ts';

const hash = (bytes: Uint8Array): Uint8Array => sm3.digest(bytes);
const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const digestsOf = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts.map(hash)));

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
  return digestsOf(utf8(claim.origin), claim.nonce, claim.certificate);
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

/** Activation 激活: the nonce is bound to one order. */
export interface ActivationClaim extends AuthenticationClaim {
  /** Number of the order, as people read it. */
  readonly order: string;
}

/** SM3(origin) ‖ SM3(nonce) ‖ SM3(order) ‖ SM3(certificate): the message of purpose `activate`, 128 bytes. */
export function activationMessage(claim: ActivationClaim): Uint8Array {
  return digestsOf(utf8(claim.origin), claim.nonce, utf8(claim.order), claim.certificate);
}

/** Whether the medium that holds the certificate's signing key proved itself for this order, origin and nonce. */
export function verifyActivation(claim: ActivationClaim, publicKey: Uint8Array, signature: Uint8Array): boolean {
  return engine().verify(publicKey, signedBytes('activate', activationMessage(claim)), signature);
}

/** Renewal 续期: the certificate in use vouches for a request made on the same medium. `certificate` is the one in use. */
export interface RenewalClaim extends AuthenticationClaim {
  /** PKCS#10, DER. */
  readonly request: Uint8Array;
}

/** SM3(origin) ‖ SM3(nonce) ‖ SM3(certificate) ‖ SM3(request): the message of purpose `renew`, 128 bytes. */
export function renewalMessage(claim: RenewalClaim): Uint8Array {
  return digestsOf(utf8(claim.origin), claim.nonce, claim.certificate, claim.request);
}

/** Whether the key of the certificate in use vouched for this request. `publicKey` is that certificate's. */
export function verifyRenewal(claim: RenewalClaim, publicKey: Uint8Array, signature: Uint8Array): boolean {
  return engine().verify(publicKey, signedBytes('renew', renewalMessage(claim)), signature);
}
