import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { USAGE } from '../../subject/certificate.ts';

/** A CA key does nothing else (GB/T 20518-2018). */
export const usageCaMore = rule<'certificate'>({
  id: 'usage-ca-more',
  kinds: ['certificate'],
  source: 'GB/T 20518-2018',
  clause: '',
  severity: 'warning',
  applies: ({ ca, gm, usage }) => ca && gm && usage !== undefined,
  check: ({ usage = 0, byOid }) =>
    spotIf((usage & ~(USAGE.keyCertSign | USAGE.cRLSign)) !== 0, byOid.get(LINT_OID.keyUsage)?.at),
});
