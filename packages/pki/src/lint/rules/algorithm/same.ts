import { rule, spotIf } from '../../rule.ts';
import { sameTlv } from '../../tlv.ts';

/** The algorithm inside is the one outside (RFC 5280 §4.1.1.2, §5.1.1.2). */
export const algorithmSame = rule<'certificate' | 'crl'>({
  id: 'algorithm-same',
  kinds: ['certificate', 'crl'],
  source: 'RFC 5280',
  clause: '§4.1.1.2, §5.1.1.2',
  severity: 'error',
  applies: ({ outer }) => outer !== undefined,
  check: ({ inner, outer }) =>
    spotIf(inner !== undefined && outer !== undefined && !sameTlv(inner.tlv, outer.tlv), outer?.tlv.at),
});
