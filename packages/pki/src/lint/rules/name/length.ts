import { rule } from '../../rule.ts';
import { attributesThat, countCharacters, LONGEST } from '../../subject/names.ts';

/** Parts of a name keep their upper bounds (RFC 5280 Appendix A.1). */
export const nameLength = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-length',
  kinds: ['certificate', 'crl', 'request'],
  source: 'RFC 5280',
  clause: 'Appendix A.1',
  severity: 'error',
  check: ({ names }) =>
    attributesThat(names, ({ oid, text }) => countCharacters(text) > (LONGEST.get(oid) ?? Number.POSITIVE_INFINITY)),
});
