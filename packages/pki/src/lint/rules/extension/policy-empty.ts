import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { policiesOf } from '../../subject/values.ts';

/** certificatePolicies is not empty (RFC 5280 §4.2.1.4). */
export const policyEmpty = rule<'certificate'>({
  id: 'policy-empty',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.4',
  severity: 'error',
  applies: ({ byOid }) => byOid.get(LINT_OID.certificatePolicies)?.inner?.tag === 0x30,
  check: ({ byOid }) => spotIf(policiesOf(byOid).length === 0, byOid.get(LINT_OID.certificatePolicies)?.at),
});
