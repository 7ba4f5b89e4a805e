import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { pathLengthOf } from '../../subject/values.ts';
import { smallOf } from '../../tlv.ts';

/** basicConstraints is that of the profile (profile). */
export const profileConstraints = rule<'certificate'>({
  id: 'profile-constraints',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context }) => context.profile !== undefined,
  check: ({ ca, byOid, tbs, context: { profile } }) => {
    const length = pathLengthOf(byOid);
    const kept = ca === profile?.ca && (length === undefined ? undefined : smallOf(length)) === profile.pathLength;
    return spotIf(!kept, byOid.get(LINT_OID.basicConstraints)?.at ?? tbs.stop, { profile: profile?.name ?? '' });
  },
});
