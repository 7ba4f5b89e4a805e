import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** An end certificate has a keyUsage (GB/T 20518-2018). */
export const usagePresent = rule<'certificate'>({
  id: 'usage-present',
  kinds: ['certificate'],
  source: 'GB/T 20518-2018',
  clause: '',
  severity: 'error',
  applies: ({ ca, gm }) => !ca && gm,
  check: ({ byOid, tbs }) => spotIf(!byOid.has(LINT_OID.keyUsage), tbs.stop),
});
