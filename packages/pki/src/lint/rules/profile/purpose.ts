import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** extendedKeyUsage is that of the profile (profile). */
export const profilePurpose = rule<'certificate'>({
  id: 'profile-purpose',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context }) => context.profile !== undefined,
  check: ({ purposes, byOid, tbs, context: { profile } }) => {
    const wanted = profile?.extendedKeyUsage ?? [];
    const critical = byOid.get(LINT_OID.extendedKeyUsage)?.critical === true;
    return spotIf(
      (wanted.length > 0 && critical !== (profile?.extendedKeyUsageCritical === true)) ||
        wanted.length !== purposes.length ||
        !wanted.every((one) => purposes.includes(one)),
      byOid.get(LINT_OID.extendedKeyUsage)?.at ?? tbs.stop,
      { profile: profile?.name ?? '' },
    );
  },
});
