import { rule, spotsAt } from '../../rule.ts';

/** A serial stands once (RFC 5280 §5.1.2.6). */
export const crlEntriesUnique = rule<'crl'>({
  id: 'crl-entries-unique',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1.2.6',
  severity: 'error',
  check: ({ entries }) => spotsAt(entries.repeated),
});
