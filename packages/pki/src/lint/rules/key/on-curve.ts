import { rule, spotIf } from '../../rule.ts';
import { isOnCurve, isSm2Key } from '../../subject/keys.ts';

/** The key is a point of the curve (GB/T 32918.1-2016 §6.2). */
export const keyOnCurve = rule<'certificate' | 'request'>({
  id: 'key-on-curve',
  kinds: ['certificate', 'request'],
  source: 'GB/T 32918.1-2016',
  clause: '§6.2',
  severity: 'error',
  applies: ({ key }) => isSm2Key(key) && key?.bytes.length === 65 && key.bytes[0] === 4,
  check: ({ key }) => spotIf(key !== undefined && !isOnCurve(key.bytes), key?.bits.at),
});
