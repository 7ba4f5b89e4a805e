import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** id-pkix-ocsp-nocheck is NULL (RFC 6960 §4.2.2.2.1). */
export const noCheckForm = rule<'certificate'>({
  id: 'no-check-form',
  kinds: ['certificate'],
  source: 'RFC 6960',
  clause: '§4.2.2.2.1',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.ocspNoCheck),
  check: ({ byOid }) => {
    const found = byOid.get(LINT_OID.ocspNoCheck);
    return spotIf(found?.inner?.tag !== 0x05 || found.inner.body !== found.inner.stop, found?.at);
  },
});
