import { rule } from '../../rule.ts';
import { REPEATABLE, shortName } from '../../subject/names.ts';

/** A part of a name stands once (Yinxin). */
export const nameDuplicate = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-duplicate',
  kinds: ['certificate', 'crl', 'request'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ names }) =>
    names.flatMap(([, { attributes }]) =>
      attributes
        .filter(({ oid }, i) => !REPEATABLE.has(oid) && attributes.findIndex((other) => other.oid === oid) < i)
        .map(({ oid, at }) => ({ at, params: { name: shortName(oid) } })),
    ),
});
