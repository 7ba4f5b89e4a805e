import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { algorithmsThat } from '../../subject/keys.ts';

/** SM2 with SM3 has no parameters (Yinxin). */
export const algorithmSm2Parameters = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'algorithm-sm2-parameters',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ algorithms }) =>
    algorithmsThat(algorithms, ({ oid, parameters }) => oid === LINT_OID.sm2WithSm3 && parameters !== undefined),
});
