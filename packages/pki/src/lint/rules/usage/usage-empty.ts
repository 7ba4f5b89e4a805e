import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** keyUsage has at least one bit (RFC 5280 §4.2.1.3). */
export const usageEmpty = rule<'certificate'>({
  id: 'usage-empty',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.3',
  severity: 'error',
  applies: ({ usage }) => usage !== undefined,
  check: ({ usage, byOid }) => spotIf(usage === 0, byOid.get(LINT_OID.keyUsage)?.at),
});
