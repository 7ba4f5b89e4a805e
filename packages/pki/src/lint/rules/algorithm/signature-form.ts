import { LINT_OID } from '../../oids.ts';
import { rule, spotIf } from '../../rule.ts';
import { isSm2Signature } from '../../subject/signer.ts';

/** An SM2 signature is two integers in range (GM/T 0009-2012 §7.3). */
export const signatureForm = rule<'certificate' | 'crl' | 'ocsp' | 'request'>({
  id: 'signature-form',
  kinds: ['certificate', 'crl', 'ocsp', 'request'],
  source: 'GM/T 0009-2012',
  clause: '§7.3',
  severity: 'error',
  applies: ({ signature, algorithms }) => signature !== undefined && algorithms.at(-1)?.oid === LINT_OID.sm2WithSm3,
  check: ({ signature }) => spotIf(signature !== undefined && !isSm2Signature(signature), signature?.at),
});
