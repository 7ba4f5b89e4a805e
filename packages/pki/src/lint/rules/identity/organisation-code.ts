import { organisationCode } from '@yinxin/identifiers';
import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { identityOf } from '../../subject/identity.ts';

/** The organisation code is right (GB 11714-1997). */
export const identityOrganisationCode = rule<'certificate'>({
  id: 'identity-organisation-code',
  kinds: ['certificate'],
  source: 'GB 11714-1997',
  clause: '',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.organizationCode),
  check: ({ byOid }) => {
    const extension = byOid.get(LINT_OID.organizationCode);
    const code = identityOf(byOid, LINT_OID.organizationCode) ?? '';
    return spotIf(code.length !== 18 && !organisationCode.explain(code).valid, extension?.at, { code });
  },
});
