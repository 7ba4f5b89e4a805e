import { rule, spotIf } from '../../rule.ts';
import { keyFamily } from '../../subject/keys.ts';

/** The key algorithm is known (RFC 5280 §4.1.2.7). */
export const keyKnown = rule<'certificate' | 'request'>({
  id: 'key-known',
  kinds: ['certificate', 'request'],
  source: 'RFC 5280',
  clause: '§4.1.2.7',
  severity: 'warning',
  issuing: 'error',
  applies: ({ key }) => key !== undefined,
  check: ({ key }) => spotIf(keyFamily(key) === undefined, key?.algorithm.tlv.at, { oid: key?.algorithm.oid ?? '?' }),
});
