import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** An SM2 key says id-ecPublicKey (RFC 5480 §2.1.1). */
export const keyAlgorithm = rule<'certificate' | 'request'>({
  id: 'key-algorithm',
  kinds: ['certificate', 'request'],
  source: 'RFC 5480',
  clause: '§2.1.1',
  severity: 'warning',
  issuing: 'error',
  applies: ({ key }) => key !== undefined,
  check: ({ key }) => spotIf(key?.algorithm.oid === LINT_OID.sm2, key?.algorithm.tlv.at),
});
