import { type Certificate, lintTbsCrl, readLintCertificate } from '@yinxin/pki';
import { refuse } from '../../problems.ts';

/**
 * Holds the bytes of a list against every rule of the lint before they are signed. Any error is fatal: the number is used
 * up, nothing is published, the list before stays. Throws LIST_CHECK_FAILED with the rules broken.
 */
export function checkList(tbs: Uint8Array, ca: Certificate, url: string | undefined): void {
  const findings = lintTbsCrl(tbs, { issuing: true, issuer: readLintCertificate(ca.raw), crlUrl: url });
  const broken = findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  if (broken.length > 0) throw refuse('LIST_CHECK_FAILED', { params: { rules: [...new Set(broken)].join(', ') } });
}
