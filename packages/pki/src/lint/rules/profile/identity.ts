import { organisationCode } from '@yinxin/identifiers';
import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { IDENTITY, identityOf, isCreditCode } from '../../subject/identity.ts';

function keeps(wanted: string | undefined, code: string, count: number, person: boolean): boolean {
  if (wanted === 'none') return count === 0;
  if (wanted === 'person') return person;
  return code.length === 18 ? isCreditCode(code) : organisationCode.explain(code).valid;
}

/** Identity extensions are as the profile demands (profile). */
export const profileIdentity = rule<'certificate'>({
  id: 'profile-identity',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context }) => context.profile !== undefined,
  check: ({ byOid, extensions, tbs, context: { profile } }) => {
    const code = byOid.get(LINT_OID.organizationCode);
    const identities = extensions.filter(({ oid }) => IDENTITY.has(oid));
    const kept = keeps(
      profile?.identity,
      identityOf(byOid, LINT_OID.organizationCode) ?? '',
      identities.length,
      byOid.has(LINT_OID.identifyCode),
    );
    return spotIf(!kept, code?.at ?? tbs.stop, { profile: profile?.name ?? '' });
  },
});
