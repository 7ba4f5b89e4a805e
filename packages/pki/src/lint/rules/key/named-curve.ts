import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';

/** The curve is named (RFC 5480 §2.1.1). */
export const keyNamedCurve = rule<'certificate' | 'request'>({
  id: 'key-named-curve',
  kinds: ['certificate', 'request'],
  source: 'RFC 5480',
  clause: '§2.1.1',
  severity: 'error',
  applies: ({ key }) => key?.algorithm.oid === LINT_OID.ecPublicKey,
  check: ({ key }) => spotIf(key?.curve === undefined, key?.algorithm.tlv.at),
});
