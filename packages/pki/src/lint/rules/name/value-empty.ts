import { rule } from '../../rule.ts';
import { attributesThat } from '../../subject/names.ts';

/** Parts of a name are not empty (RFC 5280 Appendix A.1). */
export const nameValueEmpty = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-value-empty',
  kinds: ['certificate', 'crl', 'request'],
  source: 'RFC 5280',
  clause: 'Appendix A.1',
  severity: 'error',
  check: ({ names }) => attributesThat(names, ({ value }) => value.body === value.stop),
});
