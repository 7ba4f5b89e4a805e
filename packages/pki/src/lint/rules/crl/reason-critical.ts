import { rule, spotsAt } from '../../rule.ts';

/** Reason codes are not critical (RFC 5280 §5.3.1). */
export const crlReasonCritical = rule<'crl'>({
  id: 'crl-reason-critical',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.3.1',
  severity: 'error',
  check: ({ entries }) => spotsAt(entries.criticalReasons),
});
