import { der } from '../../../der/index.ts';
import { LINT_OID } from '../../oids.ts';
import { type Examples, issued } from '../example.ts';
import { COMMON, COUNTRY, name, raw } from '../plant.ts';

const good = issued();
const { organisation, commonName, country } = LINT_OID;
const subject = (...attributes: readonly (readonly [string, Uint8Array])[]) => issued({ subject: name(...attributes) });
const utf8 = der.utf8String;

export const NAME_EXAMPLES: Examples = {
  'name-order': { good, bad: subject(COMMON, [organisation, utf8('甲')], COUNTRY) },
  'name-country-printable': { good, bad: subject([country, utf8('CN')], COMMON) },
  'name-country-letters': { good, bad: subject([country, der.printableString('cn')], COMMON) },
  'name-string-type': { good, bad: subject(COUNTRY, [commonName, raw(0x14, 2, 0x41, 0x42)]) },
  'name-printable-charset': { good, bad: subject(COUNTRY, [commonName, raw(0x13, 3, 0x41, 0x40, 0x42)]) },
  'name-utf8': { good, bad: subject(COUNTRY, [commonName, raw(0x0c, 2, 0xd6, 0xd0)]) },
  'name-length': { good, bad: subject(COUNTRY, [commonName, utf8('长'.repeat(65))]) },
  'name-value-empty': { good, bad: subject(COUNTRY, [organisation, utf8('')], COMMON) },
  'name-blanks': { good, bad: subject(COUNTRY, [commonName, utf8('示例公司 ')]) },
  'name-invisible': { good, bad: subject(COUNTRY, [commonName, utf8('示例\u200b公司')]) },
  'name-duplicate': { good, bad: subject(COUNTRY, COMMON, COMMON) },
  'name-rdn-single': {
    good,
    bad: issued({
      subject: der.sequence(
        der.setOf(
          der.sequence(der.oid(country), der.printableString('CN')),
          der.sequence(der.oid(commonName), utf8('甲')),
        ),
      ),
    }),
  },
  'name-id-number': { good, bad: subject(COUNTRY, [commonName, utf8('张三@11010519491231002X')]) },
};
