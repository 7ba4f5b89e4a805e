import { der } from '../../../der/index.ts';
import { LINT_OID } from '../../oids.ts';
import { as, type Examples, issued, list } from '../example.ts';
import { certificate, crl, ext, NAMES, raw, text, usage, VALIDITY } from '../plant.ts';

const good = issued();
/** The content of a short value. */
const inside = (value: Uint8Array): Uint8Array => value.subarray(2);

export const DER_EXAMPLES: Examples = {
  'der-length-definite': { good, bad: issued({ validity: raw(0x30, 0x80, inside(VALIDITY), 0, 0) }) },
  'der-length-minimal': { good, bad: issued({ validity: raw(0x30, 0x81, inside(VALIDITY).length, inside(VALIDITY)) }) },
  'der-integer-minimal': { good, bad: issued({ serial: raw(2, 10, 0, 0, 0x4b, 1, 2, 3, 4, 5, 6, 7) }) },
  'der-boolean': {
    good,
    bad: issued({
      extensions: {
        usage: der.sequence(der.oid(LINT_OID.keyUsage), raw(1, 1, 1), der.octetString(raw(3, 2, 6, 0xc0))),
      },
    }),
  },
  'der-null-empty': {
    good,
    bad: issued({ inner: der.sequence(der.oid(LINT_OID.sm2WithSm3), raw(5, 1, 0)) }),
  },
  'der-oid-minimal': {
    good,
    bad: issued({ extensions: { more: der.sequence(raw(6, 4, 0x2a, 0x80, 3, 4), der.octetString(raw(5, 0))) } }),
  },
  'der-bits-unused': { good, bad: issued({ extensions: { usage: usage(6, 0xc1) } }) },
  'der-form': {
    good,
    bad: issued({
      subject: der.sequence(
        der.setOf(
          der.sequence(der.oid(LINT_OID.commonName), der.tlv(0x2c, der.utf8String('甲'), der.utf8String('乙'))),
        ),
      ),
    }),
  },
  'der-set-order': {
    good,
    bad: issued({
      subject: der.sequence(
        der.tlv(
          0x31,
          der.sequence(der.oid(LINT_OID.organisation), der.utf8String('甲')),
          der.sequence(der.oid(LINT_OID.commonName), der.utf8String('甲')),
        ),
      ),
    }),
  },
  'der-trailing': { good: list(), bad: as('crl', raw(crl(), 0, 0)) },
  'der-default-omitted': {
    good,
    bad: issued({
      extensions: { more: der.sequence(der.oid('1.2.3.4'), der.boolean(false), der.octetString(text('甲'))) },
    }),
  },
  'der-named-bits': { good, bad: issued({ extensions: { usage: usage(5, 0xc0) } }) },
};

/** What a certificate may not say by writing out a default. */
export const MORE_DEFAULTS = [
  as('certificate', certificate({ version: der.explicit(0, der.integer(0)) })),
  as(
    'certificate',
    certificate({
      issuer: NAMES.ca,
      extensions: { constraints: ext(LINT_OID.basicConstraints, false, der.sequence(der.boolean(false))) },
    }),
  ),
];
