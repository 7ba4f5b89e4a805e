import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** A purpose stands once (Yinxin). */
export const purposeRepeated = rule<'certificate'>({
  id: 'purpose-repeated',
  kinds: ['certificate'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ purposes, byOid }) =>
    spotIf(new Set(purposes).size < purposes.length, byOid.get(LINT_OID.extendedKeyUsage)?.at),
});
