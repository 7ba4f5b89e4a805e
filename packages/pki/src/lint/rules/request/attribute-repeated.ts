import { rule } from '../../rule.ts';

/** An attribute stands once (Yinxin). */
export const requestAttributeRepeated = rule<'request'>({
  id: 'request-attribute-repeated',
  kinds: ['request'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  check: ({ attributes }) =>
    attributes
      .filter(({ oid }, i) => attributes.findIndex((other) => other.oid === oid) < i)
      .map(({ oid, at }) => ({ at, params: { oid } })),
});
