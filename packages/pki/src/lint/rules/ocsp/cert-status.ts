import { rule } from '../../rule.ts';

/** A status is good, revoked or unknown (RFC 6960 §4.2.1). */
export const ocspCertStatus = rule<'ocsp'>({
  id: 'ocsp-cert-status',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.1',
  severity: 'error',
  check: ({ singles }) =>
    singles
      .filter(({ status, revokedAt }) => status === undefined || (status === 'revoked' && revokedAt === undefined))
      .map(({ statusAt }) => ({ at: statusAt })),
});
