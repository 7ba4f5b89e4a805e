import { rule } from '../../rule.ts';
import { algorithmsThat, ECDSA_ALGORITHMS } from '../../subject/keys.ts';

/** An ECDSA signature algorithm has no parameters (RFC 5758 §3.2). */
export const algorithmEcdsaParameters = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'algorithm-ecdsa-parameters',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'RFC 5758',
  clause: '§3.2',
  severity: 'error',
  check: ({ algorithms }) =>
    algorithmsThat(algorithms, ({ oid, parameters }) => ECDSA_ALGORITHMS.has(oid ?? '') && parameters !== undefined),
});
