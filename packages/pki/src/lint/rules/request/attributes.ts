import { rule, spotIf } from '../../rule.ts';

/** The attributes are there (RFC 2986 §4.1). */
export const requestAttributes = rule<'request'>({
  id: 'request-attributes',
  kinds: ['request'],
  source: 'RFC 2986',
  clause: '§4.1',
  severity: 'warning',
  check: ({ attributesTlv, tbs }) => spotIf(attributesTlv === undefined, tbs.stop),
});
