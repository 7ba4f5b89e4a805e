import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { firstOf } from '../../tlv.ts';

/** authorityInfoAccess is not empty (RFC 5280 §4.2.2.1). */
export const aiaEmpty = rule<'certificate'>({
  id: 'aia-empty',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.2.1',
  severity: 'error',
  applies: ({ byOid }) => byOid.get(LINT_OID.authorityInfoAccess)?.inner?.tag === 0x30,
  check: ({ byOid }) => {
    const list = byOid.get(LINT_OID.authorityInfoAccess)?.inner;
    return spotIf(list !== undefined && firstOf(list) === undefined, list?.at);
  },
});
