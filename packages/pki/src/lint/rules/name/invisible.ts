import { rule } from '../../rule.ts';
import { attributesThat } from '../../subject/names.ts';

/** Names have no control or invisible characters (Yinxin). */
export const nameInvisible = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-invisible',
  kinds: ['certificate', 'crl', 'request'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ names }) =>
    attributesThat(names, ({ text }) => text !== undefined && /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)),
});
