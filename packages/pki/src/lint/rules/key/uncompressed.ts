import { rule, spotIf } from '../../rule.ts';
import { isSm2Key } from '../../subject/keys.ts';

/** An SM2 key is an uncompressed point (GM/T 0009-2012). */
export const keyUncompressed = rule<'certificate' | 'request'>({
  id: 'key-uncompressed',
  kinds: ['certificate', 'request'],
  source: 'GM/T 0009-2012',
  clause: '',
  severity: 'error',
  applies: ({ key }) => isSm2Key(key),
  check: ({ key }) => spotIf(key?.bytes.length !== 65 || key.bytes[0] !== 4, key?.bits.at),
});
