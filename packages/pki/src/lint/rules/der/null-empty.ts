import { rule, spotsAt } from '../../rule.ts';

/** NULL is empty (X.690 §8.8.2). */
export const derNullEmpty = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'der-null-empty',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'X.690',
  clause: '§8.8.2',
  severity: 'error',
  check: ({ faults }) => spotsAt(faults.get('der-null-empty')),
});
