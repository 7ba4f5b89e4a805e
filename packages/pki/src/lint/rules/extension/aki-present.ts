import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** There is an authorityKeyIdentifier (RFC 5280 §4.2.1.1). */
export const akiPresent = rule<'certificate'>({
  id: 'aki-present',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.1',
  severity: 'error',
  applies: ({ selfIssued, version }) => !selfIssued && version === 2,
  check: ({ byOid, tbs, extensionsAt }) =>
    spotIf(!byOid.has(LINT_OID.authorityKeyIdentifier), extensionsAt ?? tbs.stop),
});
