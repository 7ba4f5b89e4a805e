import { rule, spotIf } from '../../rule.ts';

/** Only a root issues itself (profile). */
export const profileSelfIssued = rule<'certificate'>({
  id: 'profile-self-issued',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context }) => context.profile !== undefined,
  check: ({ selfIssued, issuer, context: { profile } }) =>
    spotIf(selfIssued !== (profile?.name === 'root-ca'), issuer?.tlv.at, { profile: profile?.name ?? '' }),
});
