import { rule } from '../../rule.ts';

/** nextUpdate is not before thisUpdate (RFC 6960 §4.2.2.1). */
export const ocspUpdateOrder = rule<'ocsp'>({
  id: 'ocsp-update-order',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.2.1',
  severity: 'error',
  check: ({ singles }) =>
    singles
      .filter(({ thisUpdate, nextUpdate }) => (nextUpdate?.ms ?? Number.POSITIVE_INFINITY) < (thisUpdate?.ms ?? 0))
      .map(({ nextUpdate }) => ({ at: nextUpdate?.tlv.at })),
});
