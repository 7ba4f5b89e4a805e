import { rule, spotsAt } from '../../rule.ts';

/** The invalidity date is a GeneralizedTime, not critical (RFC 5280 §5.3.2). */
export const crlInvalidityDate = rule<'crl'>({
  id: 'crl-invalidity-date',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.3.2',
  severity: 'error',
  check: ({ entries }) => spotsAt(entries.badInvalidity),
});
