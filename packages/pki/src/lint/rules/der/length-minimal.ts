import { rule, spotsAt } from '../../rule.ts';

/** Lengths have the shortest form (X.690 §10.1). */
export const derLengthMinimal = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'der-length-minimal',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'X.690',
  clause: '§10.1',
  severity: 'error',
  check: ({ faults }) => spotsAt(faults.get('der-length-minimal')),
});
