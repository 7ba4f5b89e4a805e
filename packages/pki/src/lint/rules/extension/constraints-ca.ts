import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { USAGE } from '../../subject/certificate.ts';

/** Who signs certificates has basicConstraints (RFC 5280 §4.2.1.9). */
export const constraintsCa = rule<'certificate'>({
  id: 'constraints-ca',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.9',
  severity: 'error',
  applies: ({ usage = 0 }) => (usage & USAGE.keyCertSign) !== 0,
  check: ({ byOid, tbs }) => spotIf(!byOid.has(LINT_OID.basicConstraints), tbs.stop),
});
