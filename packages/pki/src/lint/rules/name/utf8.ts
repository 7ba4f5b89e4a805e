import { rule } from '../../rule.ts';
import { attributesThat } from '../../subject/names.ts';

/** A UTF8String is UTF-8 (RFC 3629 §3). */
export const nameUtf8 = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-utf8',
  kinds: ['certificate', 'crl', 'request'],
  source: 'RFC 3629',
  clause: '§3',
  severity: 'error',
  check: ({ names }) => attributesThat(names, ({ value, text }) => value.tag === 0x0c && text === undefined),
});
