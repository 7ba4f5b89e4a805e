import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { USAGE } from '../../subject/certificate.ts';

/** Only a CA signs certificates (RFC 5280 §4.2.1.9). */
export const usageCertSign = rule<'certificate'>({
  id: 'usage-cert-sign',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.9',
  severity: 'error',
  applies: ({ usage }) => ((usage ?? 0) & USAGE.keyCertSign) !== 0,
  check: ({ ca, byOid }) => spotIf(!ca, byOid.get(LINT_OID.keyUsage)?.at),
});
