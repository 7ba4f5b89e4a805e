import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** Parameters of an RSA key are NULL (RFC 3279 §2.3.1). */
export const keyRsaParameters = rule<'certificate' | 'request'>({
  id: 'key-rsa-parameters',
  kinds: ['certificate', 'request'],
  source: 'RFC 3279',
  clause: '§2.3.1',
  severity: 'error',
  applies: ({ key }) => key?.algorithm.oid === LINT_OID.rsaEncryption,
  check: ({ key }) => spotIf(key?.algorithm.parameters?.tag !== 0x05, key?.algorithm.tlv.at),
});
