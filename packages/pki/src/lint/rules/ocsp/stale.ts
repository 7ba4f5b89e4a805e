import { rule } from '../../rule.ts';

/** The response is not stale (RFC 6960 §4.2.2.1). */
export const ocspStale = rule<'ocsp'>({
  id: 'ocsp-stale',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.2.1',
  severity: 'warning',
  applies: ({ context }) => context.now !== undefined,
  check: ({ singles, context: { now } }) =>
    singles
      .filter(({ nextUpdate }) => (nextUpdate?.ms ?? Number.POSITIVE_INFINITY) < (now?.getTime() ?? 0))
      .map(({ nextUpdate }) => ({ at: nextUpdate?.tlv.at })),
});
