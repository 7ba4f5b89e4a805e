import { rule, spotsAt } from '../../rule.ts';

/** Booleans are FF or 00 (X.690 §11.1). */
export const derBoolean = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'der-boolean',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'X.690',
  clause: '§11.1',
  severity: 'error',
  check: ({ faults }) => spotsAt(faults.get('der-boolean')),
});
