import { toHex } from '@yinxin/gm';
import { sameName } from '../names/name.ts';
import { encodeGeneralName, type GeneralName } from '../x509/general-name.ts';
import type { Certificate } from '../x509/parse.ts';
import { type Crl, verifyCrlSignature } from './parse.ts';
import type { CrlScope } from './scope.ts';

/** Why a list is not believed. `PARTIAL`: it is a delta list or a shard, and cannot answer alone. */
export type CrlRefusal =
  | 'ANOTHER_ISSUER'
  | 'ISSUER_MAY_NOT_SIGN'
  | 'SIGNATURE_INVALID'
  | 'NOT_YET_VALID'
  | 'STALE'
  | 'PARTIAL'
  | 'ANOTHER_SCOPE';

export type CrlVerdict = { readonly good: true } | { readonly good: false; readonly refusal: CrlRefusal };

/** Whose list is looked at, when, and for which certificate. */
export interface CrlQuestion {
  readonly issuer: Certificate;
  readonly at: Date;
  /** Without one only lists about every certificate of the issuer are believed. */
  readonly certificate?: Certificate;
}

// Clocks of CA and verifier may differ a little.
const CLOCK_SKEW_MS = 5 * 60 * 1000;

const keyOf = (name: GeneralName): string => toHex(encodeGeneralName(name));

/** Whether a list of this scope speaks about the certificate (RFC 5280 §6.3.3 b 2). */
function covers({ names, only, someReasons, indirect }: CrlScope, { extensions }: Certificate): boolean {
  const isCa = extensions.basicConstraints?.ca === true;
  if (someReasons || indirect || only === 'attribute') return false;
  if ((only === 'user' && isCa) || (only === 'ca' && !isCa)) return false;
  if (names.length === 0) return true;
  const wanted = new Set(names.map(keyOf));
  return extensions.distributionPoints.some((point) => !point.partial && point.names.some((n) => wanted.has(keyOf(n))));
}

/** Whether two lists speak about the same certificates (RFC 5280 §6.3.3 c). */
export function sameScope(a: CrlScope | undefined, b: CrlScope | undefined): boolean {
  const written = (scope: CrlScope | undefined): string =>
    scope === undefined ? '' : JSON.stringify([scope.only, scope.someReasons, scope.indirect, scope.names.map(keyOf)]);
  return written(a) === written(b);
}

/** Decides whether a list, full or delta, is believed about this certificate at this time. */
export function verifyAnyCrl(crl: Crl, { issuer, at, certificate }: CrlQuestion): CrlVerdict {
  const refuse = (refusal: CrlRefusal): CrlVerdict => ({ good: false, refusal });
  if (!sameName(crl.issuerRaw, issuer.subjectRaw)) return refuse('ANOTHER_ISSUER');
  if (crl.scope !== undefined && certificate === undefined) return refuse('PARTIAL');
  if (crl.scope !== undefined && certificate !== undefined && !covers(crl.scope, certificate)) {
    return refuse('ANOTHER_SCOPE');
  }
  if (issuer.extensions.keyUsage?.includes('cRLSign') === false) return refuse('ISSUER_MAY_NOT_SIGN');
  if (crl.thisUpdate.getTime() > at.getTime() + CLOCK_SKEW_MS) return refuse('NOT_YET_VALID');
  if (crl.nextUpdate !== undefined && crl.nextUpdate.getTime() < at.getTime()) return refuse('STALE');
  return verifyCrlSignature(crl, issuer) ? { good: true } : refuse('SIGNATURE_INVALID');
}

/**
 * Decides whether a list of this CA can answer alone, at this time (RFC 5280 §6.3.3 for direct lists): a full list about
 * all certificates, or, with `certificate`, the shard the certificate names. Delta lists are for `crlStatus`.
 */
export function verifyCrl(crl: Crl, question: CrlQuestion): CrlVerdict {
  return crl.deltaBase === undefined ? verifyAnyCrl(crl, question) : { good: false, refusal: 'PARTIAL' };
}
