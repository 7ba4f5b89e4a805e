import { LINT_OID } from '../../oids.ts';
import { KEPT, rule } from '../../rule.ts';
import { childrenOf } from '../../tlv.ts';

/** Distribution points say something (RFC 5280 §4.2.1.13). */
export const crldpEmpty = rule<'certificate'>({
  id: 'crldp-empty',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.13',
  severity: 'error',
  applies: ({ byOid }) => byOid.get(LINT_OID.crlDistributionPoints)?.inner?.tag === 0x30,
  check: ({ byOid }) => {
    const list = byOid.get(LINT_OID.crlDistributionPoints)?.inner;
    if (list === undefined) return KEPT;
    const points = childrenOf(list);
    if (points.length === 0) return [{ at: list.at }];
    return points
      .filter(
        (point) => !childrenOf(point).some(({ tag, body, stop }) => (tag === 0xa0 || tag === 0xa2) && body < stop),
      )
      .map(({ at }) => ({ at }));
  },
});
