import { rule, spotIf } from '../../rule.ts';
import { isPublishedKey, isSm2Key } from '../../subject/keys.ts';

/** The key is nobody's example (Yinxin). */
export const keyPublished = rule<'certificate' | 'request'>({
  id: 'key-published',
  kinds: ['certificate', 'request'],
  source: 'Yinxin',
  clause: '',
  severity: 'error',
  applies: ({ key }) => isSm2Key(key),
  check: ({ key }) => spotIf(key !== undefined && isPublishedKey(key.bytes), key?.bits.at),
});
