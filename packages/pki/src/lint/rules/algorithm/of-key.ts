import { rule } from '../../rule.ts';
import { algorithmFamily, algorithmsThat, keyFamily } from '../../subject/keys.ts';
import { signerKeyOf } from '../../subject/signer.ts';

/** The algorithm fits the key of the signer (RFC 5280 §6.1.3). */
export const algorithmOfKey = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'algorithm-of-key',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'RFC 5280',
  clause: '§6.1.3',
  severity: 'error',
  applies: (subject) => signerKeyOf(subject) !== undefined,
  check: (subject) => {
    const family = keyFamily(signerKeyOf(subject));
    return algorithmsThat(
      subject.algorithms,
      ({ oid }) => family !== undefined && algorithmFamily(oid) !== undefined && algorithmFamily(oid) !== family,
    );
  },
});
