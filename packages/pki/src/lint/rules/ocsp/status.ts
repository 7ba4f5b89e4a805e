import { rule, spotIf } from '../../rule.ts';

/** The response status is a defined one (RFC 6960 §4.2.1). */
export const ocspStatus = rule<'ocsp'>({
  id: 'ocsp-status',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.1',
  severity: 'error',
  check: ({ status }) => spotIf(status === undefined || ![0, 1, 2, 3, 5, 6].includes(status), 0),
});
