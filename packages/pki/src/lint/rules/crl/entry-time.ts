import { rule, spotsAt } from '../../rule.ts';

/** Revocation dates are well formed (RFC 5280 §5.1.2.6). */
export const crlEntryTime = rule<'crl'>({
  id: 'crl-entry-time',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1.2.6',
  severity: 'error',
  check: ({ entries }) => spotsAt(entries.oddTimes),
});
