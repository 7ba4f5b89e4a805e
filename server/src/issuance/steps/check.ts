import { equalBytes } from '@yinxin/gm';
import { certificateFindings, encodeName, nameOf, PROFILES, parseTbsCertificate, serialText } from '@yinxin/pki';
import type { Authority } from '../authority/authority.ts';
import { refuse } from '../problems.ts';
import { type OrderPlan, subjectParts } from '../types.ts';
import { profileOf } from './build.ts';

type Planned = OrderPlan['certificates'][number];

/**
 * Step 4: the bytes say what was planned and keep the rules of their profile. Any error is fatal: nothing is signed.
 * Throws CERTIFICATE_CHECK_FAILED with the rules broken.
 */
export function checkPlanned(plan: OrderPlan, planned: Planned, tbs: Uint8Array, authority: Authority): void {
  const findings = certificateFindings(tbs, PROFILES[profileOf(planned.use)]).map(({ code }) => code);
  const broken = [...deviations(plan, planned, tbs, authority), ...findings];
  if (broken.length > 0) throw refuse('CERTIFICATE_CHECK_FAILED', { params: { rules: broken.join(', ') } });
}

/** What the bytes say otherwise than the plan, independently of how they were built. */
function deviations(plan: OrderPlan, planned: Planned, tbs: Uint8Array, authority: Authority): string[] {
  const read = parseTbsCertificate(tbs);
  const issuer = authority.issuing.certificate;
  const same: Readonly<Record<string, boolean>> = {
    'plan.serial': serialText(read.serial) === planned.serial,
    'plan.issuer': equalBytes(read.issuerRaw, issuer.subjectRaw),
    'plan.subject': equalBytes(read.subjectRaw, encodeName(nameOf(subjectParts(plan)))),
    'plan.key': equalBytes(read.publicKey, Buffer.from(planned.publicKey, 'base64')),
    'plan.not-before': read.notBefore.getTime() === Date.parse(plan.notBefore),
    'plan.not-after': read.notAfter.getTime() === Date.parse(plan.notAfter),
    'plan.inside-issuer': read.notBefore >= issuer.notBefore && read.notAfter <= issuer.notAfter,
  };
  return Object.entries(same)
    .filter(([, holds]) => !holds)
    .map(([rule]) => rule);
}
