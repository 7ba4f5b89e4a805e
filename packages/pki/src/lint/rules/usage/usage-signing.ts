import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { ENCRYPTION_BITS, SIGNING_BITS } from '../../subject/values.ts';

/** A signing certificate has digitalSignature and nonRepudiation (GB/T 20518-2018 Annex C.3). */
export const usageSigning = rule<'certificate'>({
  id: 'usage-signing',
  kinds: ['certificate'],
  source: 'GB/T 20518-2018',
  clause: 'Annex C.3',
  severity: 'warning',
  issuing: 'error',
  applies: ({ role, gm, usage = 0 }) =>
    role === 'end' && gm && (usage & SIGNING_BITS) !== 0 && (usage & ENCRYPTION_BITS) === 0,
  check: ({ usage, byOid }) => spotIf(usage !== SIGNING_BITS, byOid.get(LINT_OID.keyUsage)?.at),
});
