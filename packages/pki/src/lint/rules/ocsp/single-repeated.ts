import { rule } from '../../rule.ts';
import { sameTlv } from '../../tlv.ts';

/** A certificate is spoken about once (Yinxin). */
export const ocspSingleRepeated = rule<'ocsp'>({
  id: 'ocsp-single-repeated',
  kinds: ['ocsp'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  check: ({ singles }) =>
    singles
      .filter(({ certId }, i) => singles.findIndex((other) => sameTlv(other.certId, certId)) < i)
      .map(({ at }) => ({ at })),
});
