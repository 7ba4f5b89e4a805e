import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { rsaOf } from '../../subject/keys.ts';

/** An RSA exponent is at least 65537 (CA/Browser Forum BR §6.1.6). */
export const keyRsaExponentSize = rule<'certificate' | 'request'>({
  id: 'key-rsa-exponent-size',
  kinds: ['certificate', 'request'],
  source: 'CA/Browser Forum BR',
  clause: '§6.1.6',
  severity: 'warning',
  applies: ({ key }) => key?.algorithm.oid === LINT_OID.rsaEncryption,
  check: ({ key }) => {
    const exponent = rsaOf(key)?.exponent ?? 0;
    return spotIf(exponent >= 3 && exponent < 65537, key?.bits.at, { exponent });
  },
});
