import { rule } from '../../rule.ts';

/** Nothing is revoked later than the answer (Yinxin). */
export const ocspRevokedFuture = rule<'ocsp'>({
  id: 'ocsp-revoked-future',
  kinds: ['ocsp'],
  source: 'Yinxin',
  clause: '',
  severity: 'error',
  check: ({ singles, producedAt }) =>
    singles
      .filter(({ revokedAt }) => (revokedAt?.ms ?? 0) > (producedAt?.ms ?? Number.POSITIVE_INFINITY))
      .map(({ statusAt }) => ({ at: statusAt })),
});
