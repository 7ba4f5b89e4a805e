import { rule, spotIf } from '../../rule.ts';
import { crlAddresses, hasOcsp } from '../../subject/values.ts';

/** Status addresses are as the profile demands (profile). */
export const profileStatus = rule<'certificate'>({
  id: 'profile-status',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context }) => context.profile !== undefined && context.profile.status !== 'optional',
  check: ({ byOid, tbs, context: { profile } }) => {
    const present = [crlAddresses(byOid).length > 0, hasOcsp(byOid)];
    return spotIf(profile?.status === 'required' ? present.includes(false) : present.includes(true), tbs.stop, {
      profile: profile?.name ?? '',
    });
  },
});
