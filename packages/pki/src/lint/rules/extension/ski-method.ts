import { equalBytes } from '@yinxin/gm';
import { keyIdentifier } from '../../../spki/spki.ts';
import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { subjectKeyOf } from '../../subject/certificate.ts';

/** The subjectKeyIdentifier is the SHA-1 of the key (RFC 5280 §4.2.1.2). */
export const skiMethod = rule<'certificate'>({
  id: 'ski-method',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.2',
  severity: 'notice',
  issuing: 'error',
  applies: (certificate) => certificate.key !== undefined && subjectKeyOf(certificate) !== undefined,
  check: (certificate) => {
    const [said, key] = [subjectKeyOf(certificate), certificate.key];
    return spotIf(
      said !== undefined && key !== undefined && !equalBytes(said, keyIdentifier(key.bytes)),
      certificate.byOid.get(LINT_OID.subjectKeyIdentifier)?.at,
    );
  },
});
