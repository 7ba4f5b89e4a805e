import { rule, spotsAt } from '../../rule.ts';

/** Serials in entries are positive (RFC 5280 §4.1.2.2). */
export const crlEntrySerial = rule<'crl'>({
  id: 'crl-entry-serial',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§4.1.2.2',
  severity: 'error',
  check: ({ entries }) => spotsAt(entries.notPositive),
});
