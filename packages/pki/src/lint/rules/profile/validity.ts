import { rule, spotIf } from '../../rule.ts';

/** Validity keeps the bound of the profile (profile). */
export const profileValidity = rule<'certificate'>({
  id: 'profile-validity',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context }) => context.profile !== undefined,
  check: ({ notBefore, notAfter, context: { profile } }) =>
    spotIf(
      (notAfter?.ms ?? 0) - (notBefore?.ms ?? 0) > (profile?.maxValidityDays ?? 0) * 86_400_000,
      notAfter?.tlv.at,
      { days: profile?.maxValidityDays ?? 0, profile: profile?.name ?? '' },
    ),
});
