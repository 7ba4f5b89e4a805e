import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { ENCRYPTION_BITS, SIGNING_BITS } from '../../subject/values.ts';

/** One of the twins signs, the other encrypts (GB/T 20518-2018 Annex C). */
export const pairUsage = rule<'pair'>({
  id: 'pair-usage',
  kinds: ['pair'],
  source: 'GB/T 20518-2018',
  clause: 'Annex C',
  severity: 'error',
  check: ({ signing, encryption }) =>
    spotIf(
      ((signing.usage ?? 0) & SIGNING_BITS) === 0 ||
        ((encryption.usage ?? 0) & ENCRYPTION_BITS) === 0 ||
        ((signing.usage ?? 0) & ENCRYPTION_BITS) !== 0,
      encryption.byOid.get(LINT_OID.keyUsage)?.at,
    ),
});
