import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** An end certificate says where its CRL is (GM/T 0037-2014 Table A.11). */
export const crldpPresent = rule<'certificate'>({
  id: 'crldp-present',
  kinds: ['certificate'],
  source: 'GM/T 0037-2014',
  clause: 'Table A.11',
  severity: 'warning',
  applies: ({ gm, role, byOid, selfIssued }) => gm && role !== 'ca' && !selfIssued && !byOid.has(LINT_OID.ocspNoCheck),
  check: ({ byOid, tbs }) => spotIf(!byOid.has(LINT_OID.crlDistributionPoints), tbs.stop),
});
