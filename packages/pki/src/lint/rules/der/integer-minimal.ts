import { rule, spotsAt } from '../../rule.ts';

/** Integers have the shortest form (X.690 §8.3.2). */
export const derIntegerMinimal = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'der-integer-minimal',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'X.690',
  clause: '§8.3.2',
  severity: 'error',
  check: ({ faults }) => spotsAt(faults.get('der-integer-minimal')),
});
