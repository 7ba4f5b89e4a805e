import { rule, spotsAt } from '../../rule.ts';

/** Lengths are definite (X.690 §10.1). */
export const derLengthDefinite = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'der-length-definite',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'X.690',
  clause: '§10.1',
  severity: 'error',
  check: ({ faults }) => spotsAt(faults.get('der-length-definite')),
});
