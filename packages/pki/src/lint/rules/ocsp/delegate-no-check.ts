import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { delegateOf } from '../../subject/signer.ts';
import { hasOcsp } from '../../subject/values.ts';

/** A responder certificate says how to check itself (RFC 6960 §4.2.2.2.1). */
export const ocspDelegateNoCheck = rule<'ocsp'>({
  id: 'ocsp-delegate-no-check',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.2.2.1',
  severity: 'warning',
  issuing: 'error',
  applies: (response) => delegateOf(response) !== undefined,
  check: (response) => {
    const byOid = delegateOf(response)?.byOid;
    return spotIf(
      byOid !== undefined &&
        ![LINT_OID.ocspNoCheck, LINT_OID.crlDistributionPoints].some((oid) => byOid.has(oid)) &&
        !hasOcsp(byOid),
      response.signature?.end,
    );
  },
});
