import { rule, spotIf } from '../../rule.ts';

/** Success, and only success, has a body (RFC 6960 §4.2.1). */
export const ocspBytes = rule<'ocsp'>({
  id: 'ocsp-bytes',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.1',
  severity: 'error',
  check: ({ status, hasBytes }) => spotIf((status === 0) !== hasBytes, 0),
});
