import { rule } from '../../rule.ts';
import { attributesThat, IA5_ATTRIBUTES } from '../../subject/names.ts';

/** Names are UTF8String or PrintableString (RFC 5280 §4.1.2.4). */
export const nameStringType = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-string-type',
  kinds: ['certificate', 'crl', 'request'],
  source: 'RFC 5280',
  clause: '§4.1.2.4',
  severity: 'warning',
  issuing: 'error',
  check: ({ names }) =>
    attributesThat(names, ({ oid, value }) => value.tag !== 0x0c && value.tag !== 0x13 && !IA5_ATTRIBUTES.has(oid)),
});
