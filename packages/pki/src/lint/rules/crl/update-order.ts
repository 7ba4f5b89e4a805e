import { rule, spotIf } from '../../rule.ts';

/** nextUpdate is after thisUpdate (RFC 5280 §5.1.2.5). */
export const crlUpdateOrder = rule<'crl'>({
  id: 'crl-update-order',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1.2.5',
  severity: 'error',
  check: ({ thisUpdate, nextUpdate }) =>
    spotIf((thisUpdate?.ms ?? 0) >= (nextUpdate?.ms ?? Number.POSITIVE_INFINITY), nextUpdate?.tlv.at),
});
