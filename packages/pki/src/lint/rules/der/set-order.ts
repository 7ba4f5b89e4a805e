import { rule, spotsAt } from '../../rule.ts';

/** Members of a SET OF are sorted (X.690 §11.6). */
export const derSetOrder = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'der-set-order',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'X.690',
  clause: '§11.6',
  severity: 'error',
  check: ({ faults }) => spotsAt(faults.get('der-set-order')),
});
