import { rule, spotIf } from '../../rule.ts';
import { isSignedBy, signerKeyOf, verifiable } from '../../subject/signer.ts';

/** The signature is right (RFC 5280 §6.1.3). */
export const signatureValid = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'signature-valid',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'RFC 5280',
  clause: '§6.1.3',
  severity: 'error',
  applies: (subject) => verifiable(subject, signerKeyOf(subject)) !== undefined,
  check: (subject) => spotIf(!isSignedBy(subject, signerKeyOf(subject)), subject.signature?.at),
});
