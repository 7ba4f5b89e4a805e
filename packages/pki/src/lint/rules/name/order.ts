import { KEPT, rule } from '../../rule.ts';
import { isSm2Key } from '../../subject/keys.ts';
import { NAME_ORDER, shortName } from '../../subject/names.ts';

/** The subject is in the order C, ST, L, O, OU, CN (GB/T 20518-2018). */
export const nameOrder = rule<'certificate' | 'request'>({
  id: 'name-order',
  kinds: ['certificate', 'request'],
  source: 'GB/T 20518-2018',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  applies: ({ key }) => isSm2Key(key),
  check: ({ subject }) => {
    let highest = -1;
    for (const { oid, at } of subject?.attributes ?? []) {
      const rank = NAME_ORDER.indexOf(oid);
      if (rank >= 0 && rank < highest) return [{ at, params: { name: shortName(oid) } }];
      highest = Math.max(highest, rank);
    }
    return KEPT;
  },
});
