import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { childrenOf } from '../../tlv.ts';

/** subjectAltName is not empty (RFC 5280 §4.2.1.6). */
export const altNameEmpty = rule<'certificate'>({
  id: 'alt-name-empty',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.6',
  severity: 'error',
  applies: ({ byOid }) => byOid.get(LINT_OID.subjectAltName)?.inner?.tag === 0x30,
  check: ({ byOid }) => {
    const list = byOid.get(LINT_OID.subjectAltName)?.inner;
    const names = list === undefined ? [] : childrenOf(list);
    return spotIf(names.length === 0 || names.some(({ body, stop }) => body === stop), list?.at);
  },
});
