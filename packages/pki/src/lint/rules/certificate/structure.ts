import { rule } from '../../rule.ts';

/** A certificate has its fields in order (RFC 5280 §4.1). */
export const certStructure = rule<'certificate'>({
  id: 'cert-structure',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.1',
  severity: 'error',
  check: ({ gaps }) => gaps.map(({ field, at }) => ({ at, field, params: { field } })),
});
