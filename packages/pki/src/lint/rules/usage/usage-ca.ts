import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { USAGE } from '../../subject/certificate.ts';

/** A CA signs certificates and lists (GB/T 20518-2018). */
export const usageCa = rule<'certificate'>({
  id: 'usage-ca',
  kinds: ['certificate'],
  source: 'GB/T 20518-2018',
  clause: '',
  severity: 'error',
  applies: ({ ca, gm, usage }) => ca && gm && usage !== undefined,
  check: ({ usage = 0, byOid }) =>
    spotIf(
      (usage & (USAGE.keyCertSign | USAGE.cRLSign)) !== (USAGE.keyCertSign | USAGE.cRLSign),
      byOid.get(LINT_OID.keyUsage)?.at,
    ),
});
