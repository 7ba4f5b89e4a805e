import { rule } from '../../rule.ts';

/** An attribute stands once (RFC 2986 §4.1). */
export const requestAttributeRepeated = rule<'request'>({
  id: 'request-attribute-repeated',
  kinds: ['request'],
  source: 'RFC 2986',
  clause: '§4.1',
  severity: 'error',
  check: ({ attributes }) =>
    attributes
      .filter(({ oid }, i) => attributes.findIndex((other) => other.oid === oid) < i)
      .map(({ oid, at }) => ({ at, params: { oid } })),
});
