import { equalBytes } from '@yinxin/gm';
import { rule, spotIf } from '../../rule.ts';

/** Twin certificates have different keys (Yinxin). */
export const pairKey = rule<'pair'>({
  id: 'pair-key',
  kinds: ['pair'],
  source: 'Yinxin',
  clause: '',
  severity: 'error',
  check: ({ signing, encryption }) =>
    spotIf(
      signing.key !== undefined && encryption.key !== undefined && equalBytes(signing.key.bytes, encryption.key.bytes),
      encryption.key?.bits.at,
    ),
});
