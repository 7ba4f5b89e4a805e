import type { AddressInfo } from 'node:net';
import { parseCertificate } from '@yinxin/pki';
import { verifyAuthentication } from '@yinxin/token';

/** What the assistant sends to prove that the certificates are on the medium. */
export interface Confirmation {
  readonly nonce: Uint8Array;
  /** SM2Signature DER over the domain-separated bytes of `authenticate` (`packages/token`). */
  readonly signature: Uint8Array;
}

/**
 * Whether the medium that holds the issued signing certificate answered this nonce for one of our own origins. The
 * signature covers the exact certificate, so an older one on the same key does not pass.
 */
export function proves(confirmation: Confirmation, issued: Uint8Array, origins: readonly string[]): boolean {
  const { publicKey } = parseCertificate(issued);
  return origins.some((origin) =>
    verifyAuthentication({ origin, nonce: confirmation.nonce, certificate: issued }, publicKey, confirmation.signature),
  );
}

/** The origins production pages of this server have; in the sandbox, its own loopback addresses too. */
export function ownOrigins(
  config: { readonly publicUrl: string; readonly mode: string },
  listening: AddressInfo | string | null,
): readonly string[] {
  const { origin } = new URL(config.publicUrl);
  if (config.mode !== 'sandbox' || listening === null || typeof listening === 'string') return [origin];
  const loopback = ['127.0.0.1', 'localhost'].map((host) => new URL(`http://${host}:${listening.port}`).origin);
  return [...new Set([origin, ...loopback])];
}
