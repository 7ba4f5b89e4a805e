import { rule } from '../../rule.ts';

/** The reason is a defined one (RFC 5280 §5.3.1). */
export const ocspReason = rule<'ocsp'>({
  id: 'ocsp-reason',
  kinds: ['ocsp'],
  source: 'RFC 5280',
  clause: '§5.3.1',
  severity: 'error',
  check: ({ singles }) =>
    singles
      .filter(({ reason }) => reason !== undefined && (reason > 10 || reason === 7))
      .map(({ statusAt }) => ({ at: statusAt })),
});
