import { rule } from '../../rule.ts';

/** A CRL has its fields in order (RFC 5280 §5.1). */
export const crlStructure = rule<'crl'>({
  id: 'crl-structure',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1',
  severity: 'error',
  check: ({ gaps }) => gaps.map(({ field, at }) => ({ at, field, params: { field } })),
});
