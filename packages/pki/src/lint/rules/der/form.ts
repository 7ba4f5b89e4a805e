import { rule, spotsAt } from '../../rule.ts';

/** Strings are not in pieces (X.690 §10.2). */
export const derForm = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'der-form',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'X.690',
  clause: '§10.2',
  severity: 'error',
  check: ({ faults }) => spotsAt(faults.get('der-form')),
});
