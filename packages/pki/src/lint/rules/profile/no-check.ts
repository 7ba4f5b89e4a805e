import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** id-pkix-ocsp-nocheck is as the profile demands (profile). */
export const profileNoCheck = rule<'certificate'>({
  id: 'profile-no-check',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context }) => context.profile !== undefined,
  check: ({ byOid, tbs, context: { profile } }) =>
    spotIf(byOid.has(LINT_OID.ocspNoCheck) !== profile?.ocspNoCheck, byOid.get(LINT_OID.ocspNoCheck)?.at ?? tbs.stop, {
      profile: profile?.name ?? '',
    }),
});
