import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { rsaOf } from '../../subject/keys.ts';

/** An RSA modulus has at least 2048 bits (CA/Browser Forum BR §6.1.5). */
export const keyRsaSize = rule<'certificate' | 'request'>({
  id: 'key-rsa-size',
  kinds: ['certificate', 'request'],
  source: 'CA/Browser Forum BR',
  clause: '§6.1.5',
  severity: 'error',
  applies: ({ key }) => key?.algorithm.oid === LINT_OID.rsaEncryption,
  check: ({ key }) => {
    const bits = rsaOf(key)?.bits ?? 0;
    return spotIf(bits < 2048 || bits % 8 !== 0, key?.bits.at, { bits });
  },
});
