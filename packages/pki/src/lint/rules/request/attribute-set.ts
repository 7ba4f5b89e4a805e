import { rule } from '../../rule.ts';

/** Values of attributes are in a SET (RFC 2986 §4.1). */
export const requestAttributeSet = rule<'request'>({
  id: 'request-attribute-set',
  kinds: ['request'],
  source: 'RFC 2986',
  clause: '§4.1',
  severity: 'warning',
  check: ({ attributes }) =>
    attributes
      .filter(({ values }) => values === undefined || values.body === values.stop)
      .map(({ at, oid }) => ({ at, params: { oid } })),
});
