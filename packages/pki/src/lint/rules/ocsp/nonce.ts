import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { lengthOf } from '../../tlv.ts';

/** A nonce has 1 to 128 octets (RFC 9654 §2.1). */
export const ocspNonce = rule<'ocsp'>({
  id: 'ocsp-nonce',
  kinds: ['ocsp'],
  source: 'RFC 9654',
  clause: '§2.1',
  severity: 'error',
  applies: ({ byOid }) => byOid.has(LINT_OID.ocspNonce),
  check: ({ byOid }) => {
    const nonce = byOid.get(LINT_OID.ocspNonce);
    const length = nonce?.inner === undefined ? 0 : lengthOf(nonce.inner);
    return spotIf(nonce?.inner?.tag !== 0x04 || length < 1 || length > 128, nonce?.at);
  },
});
