import { rule } from '../../rule.ts';
import { algorithmsThat, SIGNATURE_ALGORITHMS } from '../../subject/keys.ts';

/** The signature algorithm is known (RFC 5280 §4.1.1.2). */
export const algorithmKnown = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'algorithm-known',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'RFC 5280',
  clause: '§4.1.1.2',
  severity: 'warning',
  issuing: 'error',
  check: ({ algorithms }) => algorithmsThat(algorithms, ({ oid }) => !SIGNATURE_ALGORITHMS.has(oid ?? '')),
});
