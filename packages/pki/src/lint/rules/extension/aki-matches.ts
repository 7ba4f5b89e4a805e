import { equalBytes } from '@yinxin/gm';
import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { authorityKeyOf } from '../../subject/certificate.ts';
import { signerIdOf } from '../../subject/signer.ts';

/** The authorityKeyIdentifier names the key of the issuer (RFC 5280 §4.2.1.1). */
export const akiMatches = rule<'certificate' | 'crl'>({
  id: 'aki-matches',
  kinds: ['certificate', 'crl'],
  source: 'RFC 5280',
  clause: '§4.2.1.1',
  severity: 'error',
  applies: ({ byOid, context }) => signerIdOf(context.issuer) !== undefined && authorityKeyOf(byOid) !== undefined,
  check: ({ byOid, context }) => {
    const [said, real] = [authorityKeyOf(byOid), signerIdOf(context.issuer)];
    return spotIf(
      said !== undefined && real !== undefined && !equalBytes(said, real),
      byOid.get(LINT_OID.authorityKeyIdentifier)?.at,
    );
  },
});
