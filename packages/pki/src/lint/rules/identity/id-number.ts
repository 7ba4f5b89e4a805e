import { idCard } from '@yinxin/identifiers';
import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { residentNumberOf } from '../../subject/identity.ts';

/** The resident identity number is right (GB 11643-1999). */
export const identityIdNumber = rule<'certificate'>({
  id: 'identity-id-number',
  kinds: ['certificate'],
  source: 'GB 11643-1999',
  clause: '',
  severity: 'error',
  applies: ({ byOid }) => residentNumberOf(byOid.get(LINT_OID.identifyCode)) !== undefined,
  check: ({ byOid }) => {
    const extension = byOid.get(LINT_OID.identifyCode);
    return spotIf(!idCard.explain(residentNumberOf(extension) ?? '').valid, extension?.at);
  },
});
