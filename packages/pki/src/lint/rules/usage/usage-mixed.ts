import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { ENCRYPTION_BITS, SIGNING_BITS } from '../../subject/values.ts';

/** Signing and encryption have a certificate each (GB/T 20518-2018). */
export const usageMixed = rule<'certificate'>({
  id: 'usage-mixed',
  kinds: ['certificate'],
  source: 'GB/T 20518-2018',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  applies: ({ role, gm, usage }) => role !== 'ca' && gm && usage !== undefined,
  check: ({ usage = 0, byOid }) =>
    spotIf((usage & SIGNING_BITS) !== 0 && (usage & ENCRYPTION_BITS) !== 0, byOid.get(LINT_OID.keyUsage)?.at),
});
