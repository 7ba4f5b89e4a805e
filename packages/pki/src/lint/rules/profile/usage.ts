import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { USAGE } from '../../subject/certificate.ts';

/** keyUsage is that of the profile (profile). */
export const profileUsage = rule<'certificate'>({
  id: 'profile-usage',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context }) => context.profile !== undefined,
  check: ({ usage, byOid, tbs, context: { profile } }) => {
    const wanted = (profile?.keyUsage ?? []).reduce((bits, name) => bits | USAGE[name], 0);
    return spotIf(usage !== wanted, byOid.get(LINT_OID.keyUsage)?.at ?? tbs.stop, {
      usage: profile?.keyUsage.join(' ') ?? '',
      profile: profile?.name ?? '',
    });
  },
});
