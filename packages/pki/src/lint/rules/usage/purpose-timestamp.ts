import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** A timestamp certificate has this one purpose, critical (RFC 3161 §2.3). */
export const purposeTimestamp = rule<'certificate'>({
  id: 'purpose-timestamp',
  kinds: ['certificate'],
  source: 'RFC 3161',
  clause: '§2.3',
  severity: 'error',
  applies: ({ purposes }) => purposes.includes(LINT_OID.timeStamping),
  check: ({ purposes, byOid }) =>
    spotIf(
      purposes.length !== 1 || byOid.get(LINT_OID.extendedKeyUsage)?.critical !== true,
      byOid.get(LINT_OID.extendedKeyUsage)?.at,
    ),
});
