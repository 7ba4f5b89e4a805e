import { keyAlgorithmOf } from '../../../algorithms/registry.ts';
import { rule, spotIf } from '../../rule.ts';
import { rawOf } from '../../tlv.ts';

/** The key is of a kind the profile allows (profile). */
export const profileKey = rule<'certificate'>({
  id: 'profile-key',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context, key }) => context.profile !== undefined && key !== undefined,
  check: ({ key, context: { profile } }) => {
    const kind = key === undefined ? undefined : keyAlgorithmOf(rawOf(key.algorithm.tlv));
    return spotIf(kind === undefined || profile?.keyAlgorithms.includes(kind) === false, key?.tlv.at, {
      kind: kind ?? key?.algorithm.oid ?? '?',
      profile: profile?.name ?? '',
    });
  },
});
