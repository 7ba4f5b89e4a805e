import { rule, spotIf } from '../../rule.ts';
import { sameTlv } from '../../tlv.ts';

/** Twin certificates have the same subject (Yinxin). */
export const pairSubject = rule<'pair'>({
  id: 'pair-subject',
  kinds: ['pair'],
  source: 'Yinxin',
  clause: '',
  severity: 'error',
  check: ({ signing, encryption }) =>
    spotIf(
      signing.subject !== undefined &&
        encryption.subject !== undefined &&
        !sameTlv(signing.subject.tlv, encryption.subject.tlv),
      encryption.subject?.tlv.at,
    ),
});
