import { rule } from '../../rule.ts';
import { attributesThat } from '../../subject/names.ts';

/** Names have no blanks around them (Yinxin). */
export const nameBlanks = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-blanks',
  kinds: ['certificate', 'crl', 'request'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ names }) => attributesThat(names, ({ text }) => text !== undefined && text !== text.trim()),
});
