import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { policiesOf } from '../../subject/values.ts';

/** A policy stands once (RFC 5280 §4.2.1.4). */
export const policyRepeated = rule<'certificate'>({
  id: 'policy-repeated',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.4',
  severity: 'error',
  check: ({ byOid }) => {
    const policies = policiesOf(byOid);
    return spotIf(new Set(policies).size < policies.length, byOid.get(LINT_OID.certificatePolicies)?.at);
  },
});
