import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** The subject has a name (RFC 5280 §4.1.2.6). */
export const certSubjectEmpty = rule<'certificate'>({
  id: 'cert-subject-empty',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.1.2.6',
  severity: 'error',
  check: ({ subject, byOid, role }) =>
    spotIf(
      subject !== undefined &&
        subject.attributes.length === 0 &&
        (role === 'ca' || byOid.get(LINT_OID.subjectAltName)?.critical !== true),
      subject?.tlv.at,
    ),
});
