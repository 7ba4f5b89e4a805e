import { rule, spotsAt } from '../../rule.ts';

/** Object identifiers have the shortest form (X.690 §8.19.2). */
export const derOidMinimal = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'der-oid-minimal',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'X.690',
  clause: '§8.19.2',
  severity: 'error',
  check: ({ faults }) => spotsAt(faults.get('der-oid-minimal')),
});
