import { rule, spotIf } from '../../rule.ts';

/** No entries means no list (RFC 5280 §5.1.2.6). */
export const crlEntriesEmpty = rule<'crl'>({
  id: 'crl-entries-empty',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1.2.6',
  severity: 'error',
  check: ({ list }) => spotIf(list !== undefined && list.body === list.stop, list?.at),
});
