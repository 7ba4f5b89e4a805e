import { rule, spotsAt } from '../../rule.ts';

/** Unused bits of a BIT STRING are zero (X.690 §11.2.1). */
export const derBitsUnused = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'der-bits-unused',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'X.690',
  clause: '§11.2.1',
  severity: 'error',
  check: ({ faults }) => spotsAt(faults.get('der-bits-unused')),
});
