import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { ENCRYPTION_BITS, SIGNING_BITS } from '../../subject/values.ts';

/** An encryption certificate has keyEncipherment, dataEncipherment and keyAgreement (GB/T 20518-2018 Annex C.4). */
export const usageEncryption = rule<'certificate'>({
  id: 'usage-encryption',
  kinds: ['certificate'],
  source: 'GB/T 20518-2018',
  clause: 'Annex C.4',
  severity: 'warning',
  issuing: 'error',
  applies: ({ role, gm, usage = 0 }) =>
    role === 'end' && gm && (usage & ENCRYPTION_BITS) !== 0 && (usage & SIGNING_BITS) === 0,
  check: ({ usage, byOid }) => spotIf(usage !== ENCRYPTION_BITS, byOid.get(LINT_OID.keyUsage)?.at),
});
