import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { attributesThat } from '../../subject/names.ts';

/** The country is a PrintableString (RFC 5280 Appendix A.1). */
export const nameCountryPrintable = rule<'certificate' | 'crl' | 'request'>({
  id: 'name-country-printable',
  kinds: ['certificate', 'crl', 'request'],
  source: 'RFC 5280',
  clause: 'Appendix A.1',
  severity: 'error',
  check: ({ names }) => attributesThat(names, ({ oid, value }) => oid === LINT_OID.country && value.tag !== 0x13),
});
