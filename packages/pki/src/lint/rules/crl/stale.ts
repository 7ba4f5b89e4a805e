import { rule, spotIf } from '../../rule.ts';

/** The list is not stale (RFC 5280 §5.1.2.5). */
export const crlStale = rule<'crl'>({
  id: 'crl-stale',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1.2.5',
  severity: 'warning',
  applies: ({ context }) => context.now !== undefined,
  check: ({ nextUpdate, context: { now } }) =>
    spotIf((nextUpdate?.ms ?? Number.POSITIVE_INFINITY) < (now?.getTime() ?? 0), nextUpdate?.tlv.at),
});
