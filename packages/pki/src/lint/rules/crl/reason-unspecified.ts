import { rule, spotsAt } from '../../rule.ts';

/** The reason unspecified is not written (RFC 5280 §5.3.1). */
export const crlReasonUnspecified = rule<'crl'>({
  id: 'crl-reason-unspecified',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.3.1',
  severity: 'warning',
  issuing: 'error',
  check: ({ entries }) => spotsAt(entries.unspecified),
});
