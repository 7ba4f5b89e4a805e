import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';

/** A request carries no password (RFC 2985 §5.4.1). */
export const requestChallengePassword = rule<'request'>({
  id: 'request-challenge-password',
  kinds: ['request'],
  source: 'RFC 2985',
  clause: '§5.4.1',
  severity: 'notice',
  check: ({ attributes }) =>
    attributes.filter(({ oid }) => oid === LINT_OID.challengePassword).map(({ at }) => ({ at })),
});
