import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { lengthOf } from '../../tlv.ts';

/** The cRLNumber has at most 20 octets and is not negative (RFC 5280 §5.2.3). */
export const crlNumberLength = rule<'crl'>({
  id: 'crl-number-length',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2.3',
  severity: 'error',
  applies: ({ byOid }) => byOid.get(LINT_OID.crlNumber)?.inner?.tag === 0x02,
  check: ({ byOid }) => {
    const number = byOid.get(LINT_OID.crlNumber)?.inner;
    return spotIf(
      number !== undefined && (lengthOf(number) > 20 || (number.bytes[number.body] ?? 0) >= 0x80),
      number?.at,
    );
  },
});
