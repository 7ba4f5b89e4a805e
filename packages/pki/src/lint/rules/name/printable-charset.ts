import { rule } from '../../rule.ts';
import { attributesThat } from '../../subject/names.ts';

/** A PrintableString has only its characters (X.680). */
export const namePrintableCharset = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-printable-charset',
  kinds: ['certificate', 'crl', 'request'],
  source: 'X.680',
  clause: '',
  severity: 'error',
  check: ({ names }) =>
    attributesThat(
      names,
      ({ value, text }) => value.tag === 0x13 && !/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text ?? '\u0000'),
    ),
});
