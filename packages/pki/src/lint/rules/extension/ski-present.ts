import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** An end certificate has a subjectKeyIdentifier (RFC 5280 §4.2.1.2). */
export const skiPresent = rule<'certificate'>({
  id: 'ski-present',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.2',
  severity: 'warning',
  issuing: 'error',
  applies: ({ ca, version }) => !ca && version === 2,
  check: ({ byOid, tbs }) => spotIf(!byOid.has(LINT_OID.subjectKeyIdentifier), tbs.stop),
});
