import type { Certificate } from '../x509/parse.ts';
import type { Crl } from './parse.ts';
import type { RevokedEntry } from './reason.ts';
import { type CrlRefusal, sameScope, verifyAnyCrl } from './verify.ts';

/** What lists say about one certificate. Suspended certificates are revoked with the reason `certificateHold`. */
export type CrlStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly entry: RevokedEntry }
  | { readonly kind: 'unknown'; readonly refusal: CrlRefusal | 'NO_LIST' };

const newest = (lists: readonly Crl[]): Crl | undefined =>
  lists.toSorted((a, b) => Number((b.number ?? 0n) - (a.number ?? 0n)) || +b.thisUpdate - +a.thisUpdate)[0];

/** Whether a delta list brings this full list up to date (RFC 5280 §5.2.4, §6.3.3 c). */
function continues(delta: Crl, full: Crl): boolean {
  const { deltaBase, number } = delta;
  if (deltaBase === undefined || number === undefined || full.number === undefined) return false;
  return deltaBase <= full.number && full.number < number && sameScope(delta.scope, full.scope);
}

/**
 * The status of a certificate by its issuer's lists, in any order: the newest full list that speaks about it, brought up
 * to date by the newest delta list that fits. `unknown` when no list is believed, with the refusal of the last one.
 */
export function crlStatus(
  certificate: Certificate,
  { issuer, at, crls }: { readonly issuer: Certificate; readonly at: Date; readonly crls: readonly Crl[] },
): CrlStatus {
  let refusal: CrlRefusal | 'NO_LIST' = 'NO_LIST';
  const believed = (lists: readonly Crl[]): Crl[] =>
    lists.filter((crl) => {
      const verdict = verifyAnyCrl(crl, { issuer, at, certificate });
      // What is wrong with this CA's own list says more than that others are there.
      if (!verdict.good && (refusal === 'NO_LIST' || verdict.refusal !== 'ANOTHER_ISSUER')) refusal = verdict.refusal;
      return verdict.good;
    });
  const full = newest(believed(crls.filter(({ deltaBase }) => deltaBase === undefined)));
  if (full === undefined) return { kind: 'unknown', refusal };
  const delta = newest(believed(crls.filter((crl) => continues(crl, full))));
  const entry = delta?.entries.get(certificate.serial) ?? full.entries.get(certificate.serial);
  return entry === undefined || entry.reason === 'removeFromCRL' ? { kind: 'good' } : { kind: 'revoked', entry };
}
