import { rule } from '../../rule.ts';

/** An OCSP response has its fields in order (RFC 6960 §4.2.1). */
export const ocspStructure = rule<'ocsp'>({
  id: 'ocsp-structure',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.1',
  severity: 'error',
  check: ({ gaps }) => gaps.map(({ field, at }) => ({ at, field, params: { field } })),
});
