import { rule, spotIf } from '../../rule.ts';

/** Twin certificates have the same validity (Yinxin). */
export const pairValidity = rule<'pair'>({
  id: 'pair-validity',
  kinds: ['pair'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  check: ({ signing, encryption }) =>
    spotIf(
      signing.notBefore?.ms !== encryption.notBefore?.ms || signing.notAfter?.ms !== encryption.notAfter?.ms,
      encryption.notBefore?.tlv.at,
    ),
});
