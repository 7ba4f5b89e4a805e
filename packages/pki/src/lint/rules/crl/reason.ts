import { rule, spotsAt } from '../../rule.ts';

/** Reason codes are defined ones (RFC 5280 §5.3.1). */
export const crlReason = rule<'crl'>({
  id: 'crl-reason',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.3.1',
  severity: 'error',
  check: ({ entries }) => spotsAt(entries.badReasons),
});
