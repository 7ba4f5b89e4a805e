import { rule } from '../../rule.ts';
import { DIGESTS } from '../../subject/keys.ts';

/** A CertID uses SM3, SHA-256 or SHA-1 (RFC 6960 §4.1.1). */
export const ocspCertIdHash = rule<'ocsp'>({
  id: 'ocsp-cert-id-hash',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.1.1',
  severity: 'notice',
  check: ({ singles }) =>
    singles
      .filter(({ hash }) => !DIGESTS.has(hash ?? ''))
      .map(({ at, hash }) => ({ at, params: { oid: hash ?? '?' } })),
});
