import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { CURVES } from '../../subject/keys.ts';

/** The curve is SM2 or a usual one (RFC 5480 §2.1.1.1). */
export const keyCurve = rule<'certificate' | 'request'>({
  id: 'key-curve',
  kinds: ['certificate', 'request'],
  source: 'RFC 5480',
  clause: '§2.1.1.1',
  severity: 'error',
  applies: ({ key }) => key?.algorithm.oid === LINT_OID.ecPublicKey && key.curve !== undefined,
  check: ({ key }) => spotIf(!CURVES.has(key?.curve ?? ''), key?.algorithm.tlv.at, { oid: key?.curve ?? '?' }),
});
