import { equalBytes } from '@yinxin/gm';
import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { authorityKeyOf, subjectKeyOf } from '../../subject/certificate.ts';
import { isRoot } from '../../subject/signer.ts';

/** A root names its own key (RFC 5280 §4.2.1.1). */
export const akiSelf = rule<'certificate'>({
  id: 'aki-self',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.1',
  severity: 'error',
  applies: (certificate) =>
    isRoot(certificate) && authorityKeyOf(certificate.byOid) !== undefined && subjectKeyOf(certificate) !== undefined,
  check: (certificate) => {
    const [authority, own] = [authorityKeyOf(certificate.byOid), subjectKeyOf(certificate)];
    return spotIf(
      authority !== undefined && own !== undefined && !equalBytes(authority, own),
      certificate.byOid.get(LINT_OID.authorityKeyIdentifier)?.at,
    );
  },
});
