import { rule, spotIf } from '../../rule.ts';

/** The response speaks about a certificate (RFC 6960 §4.2.1). */
export const ocspSingleEmpty = rule<'ocsp'>({
  id: 'ocsp-single-empty',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.1',
  severity: 'error',
  applies: ({ basic }) => basic,
  check: ({ singles, tbs }) => spotIf(singles.length === 0, tbs?.at),
});
