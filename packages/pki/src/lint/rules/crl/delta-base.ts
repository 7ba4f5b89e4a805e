import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { unsignedOf } from '../../subject/values.ts';

/** The base of a delta is older than the delta (RFC 5280 §5.2.4). */
export const crlDeltaBase = rule<'crl'>({
  id: 'crl-delta-base',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2.4',
  severity: 'error',
  applies: ({ delta }) => delta,
  check: ({ byOid }) => {
    const [base, number] = [LINT_OID.deltaCrlIndicator, LINT_OID.crlNumber].map((oid) => byOid.get(oid)?.inner);
    return spotIf(
      base === undefined || base.tag !== 0x02 || (number !== undefined && unsignedOf(base) >= unsignedOf(number)),
      byOid.get(LINT_OID.deltaCrlIndicator)?.at,
    );
  },
});
