import { rule } from '../../rule.ts';
import { algorithmsThat, RSA_ALGORITHMS } from '../../subject/keys.ts';

/** An RSA signature algorithm has NULL parameters (RFC 4055 §5). */
export const algorithmRsaParameters = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'algorithm-rsa-parameters',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'RFC 4055',
  clause: '§5',
  severity: 'error',
  check: ({ algorithms }) =>
    algorithmsThat(algorithms, ({ oid, parameters }) => RSA_ALGORITHMS.has(oid ?? '') && parameters?.tag !== 0x05),
});
