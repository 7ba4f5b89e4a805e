import { rule, spotIf } from '../../rule.ts';
import { sameTlv } from '../../tlv.ts';

/** Twin certificates have one issuer (Yinxin). */
export const pairIssuer = rule<'pair'>({
  id: 'pair-issuer',
  kinds: ['pair'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ signing, encryption }) =>
    spotIf(
      signing.issuer !== undefined &&
        encryption.issuer !== undefined &&
        !sameTlv(signing.issuer.tlv, encryption.issuer.tlv),
      encryption.issuer?.tlv.at,
    ),
});
