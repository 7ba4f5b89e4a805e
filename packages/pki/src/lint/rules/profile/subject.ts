import { rule } from '../../rule.ts';
import { shortName } from '../../subject/names.ts';

/** The subject has what the profile demands (profile). */
export const profileSubject = rule<'certificate'>({
  id: 'profile-subject',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context }) => context.profile !== undefined,
  check: ({ subject, context: { profile } }) =>
    (profile?.subject ?? [])
      .filter((part) => (subject?.attributes.find(({ oid }) => shortName(oid) === part)?.text ?? '').trim() === '')
      .map((name) => ({ at: subject?.tlv.at, params: { name, profile: profile?.name ?? '' } })),
});
