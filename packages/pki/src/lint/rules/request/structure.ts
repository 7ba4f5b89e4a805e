import { rule } from '../../rule.ts';

/** A request has its fields in order (RFC 2986 §4.1). */
export const requestStructure = rule<'request'>({
  id: 'request-structure',
  kinds: ['request'],
  source: 'RFC 2986',
  clause: '§4.1',
  severity: 'error',
  check: ({ gaps }) => gaps.map(({ field, at }) => ({ at, field, params: { field } })),
});
