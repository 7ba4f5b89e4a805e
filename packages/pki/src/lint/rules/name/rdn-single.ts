import { rule } from '../../rule.ts';

/** One attribute in each RDN (Yinxin). */
export const nameRdnSingle = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-rdn-single',
  kinds: ['certificate', 'crl', 'request'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ names }) => names.flatMap(([, { oddRdns }]) => oddRdns.map((at) => ({ at }))),
});
