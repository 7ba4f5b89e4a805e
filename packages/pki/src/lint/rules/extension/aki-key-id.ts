import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { authorityKeyOf } from '../../subject/certificate.ts';

/** The authorityKeyIdentifier has a key identifier (RFC 5280 §4.2.1.1, §5.2.1). */
export const akiKeyId = rule<'certificate' | 'crl'>({
  id: 'aki-key-id',
  kinds: ['certificate', 'crl'],
  source: 'RFC 5280',
  clause: '§4.2.1.1, §5.2.1',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.authorityKeyIdentifier),
  check: ({ byOid }) =>
    spotIf((authorityKeyOf(byOid)?.length ?? 0) === 0, byOid.get(LINT_OID.authorityKeyIdentifier)?.at),
});
