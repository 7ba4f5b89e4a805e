import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { attributesThat } from '../../subject/names.ts';

/** The country is two capital letters (RFC 5280 Appendix A.1). */
export const nameCountryLetters = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-country-letters',
  kinds: ['certificate', 'crl', 'request'],
  source: 'RFC 5280',
  clause: 'Appendix A.1',
  severity: 'error',
  check: ({ names }) =>
    attributesThat(names, ({ oid, text }) => oid === LINT_OID.country && !/^[A-Z]{2}$/.test(text ?? '')),
});
