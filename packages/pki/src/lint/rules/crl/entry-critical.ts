import { rule } from '../../rule.ts';

/** Entries have no unknown critical extension (RFC 5280 §5.3). */
export const crlEntryCritical = rule<'crl'>({
  id: 'crl-entry-critical',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.3',
  severity: 'error',
  check: ({ entries }) => entries.unknownCritical.map(({ at, oid }) => ({ at, params: { oid } })),
});
