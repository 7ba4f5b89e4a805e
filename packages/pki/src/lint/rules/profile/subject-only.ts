import { rule } from '../../rule.ts';
import { attributesThat, NAME_ORDER } from '../../subject/names.ts';

/** The subject has nothing else (profile). */
export const profileSubjectOnly = rule<'certificate'>({
  id: 'profile-subject-only',
  kinds: ['certificate'],
  source: 'profile',
  clause: '',
  severity: 'error',
  applies: ({ context }) => context.profile !== undefined,
  check: ({ subject }) =>
    attributesThat(subject === undefined ? [] : [['subject', subject]], ({ oid }) => !NAME_ORDER.includes(oid)),
});
