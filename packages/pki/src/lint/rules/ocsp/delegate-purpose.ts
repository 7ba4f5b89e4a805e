import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { delegateOf } from '../../subject/signer.ts';

/** A delegated responder has the purpose OCSPSigning (RFC 6960 §4.2.2.2). */
export const ocspDelegatePurpose = rule<'ocsp'>({
  id: 'ocsp-delegate-purpose',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.2.2',
  severity: 'error',
  applies: (response) => delegateOf(response) !== undefined,
  check: (response) =>
    spotIf(delegateOf(response)?.purposes.includes(LINT_OID.ocspSigning) === false, response.signature?.end),
});
