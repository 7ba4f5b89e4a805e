import { sameName } from '../names/name.ts';
import type { Certificate } from '../x509/parse.ts';
import { type Crl, verifyCrlSignature } from './parse.ts';

/** Why a list is not believed. */
export type CrlRefusal = 'ANOTHER_ISSUER' | 'ISSUER_MAY_NOT_SIGN' | 'SIGNATURE_INVALID' | 'NOT_YET_VALID' | 'STALE';

export type CrlVerdict = { readonly good: true } | { readonly good: false; readonly refusal: CrlRefusal };

// Clocks of CA and verifier may differ a little.
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** Decides whether a list of this CA is believed at this time (RFC 5280 §6.3.3 for complete, direct lists). */
export function verifyCrl(crl: Crl, { issuer, at }: { readonly issuer: Certificate; readonly at: Date }): CrlVerdict {
  const refuse = (refusal: CrlRefusal): CrlVerdict => ({ good: false, refusal });
  if (!sameName(crl.issuerRaw, issuer.subjectRaw)) return refuse('ANOTHER_ISSUER');
  if (issuer.extensions.keyUsage?.includes('cRLSign') === false) return refuse('ISSUER_MAY_NOT_SIGN');
  if (!verifyCrlSignature(crl, issuer)) return refuse('SIGNATURE_INVALID');
  if (crl.thisUpdate.getTime() > at.getTime() + CLOCK_SKEW_MS) return refuse('NOT_YET_VALID');
  if (crl.nextUpdate !== undefined && crl.nextUpdate.getTime() < at.getTime()) return refuse('STALE');
  return { good: true };
}
