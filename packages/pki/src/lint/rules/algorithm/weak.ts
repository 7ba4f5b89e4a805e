import { rule } from '../../rule.ts';
import { algorithmsThat, WEAK_ALGORITHMS } from '../../subject/keys.ts';

/** No signature with MD5 or SHA-1 (NIST SP 800-131A). */
export const algorithmWeak = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'algorithm-weak',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'NIST SP 800-131A',
  clause: '',
  severity: 'error',
  check: ({ algorithms }) => algorithmsThat(algorithms, ({ oid }) => WEAK_ALGORITHMS.has(oid ?? '')),
});
