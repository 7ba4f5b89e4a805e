import { equalBytes } from '@yinxin/gm';
import {
  type Certificate,
  encodeName,
  type LintCertificate,
  type LintFinding,
  lintPair,
  lintParsed,
  nameOf,
  PROFILES,
  readLintCertificate,
  readTbsLintCertificate,
  saidBy,
} from '@yinxin/pki';
import type { OrderPlan } from '../types.ts';
import { profileOf, subjectParts } from './build.ts';

type Planned = OrderPlan['certificates'][number] & { readonly tbs: Uint8Array };

/**
 * Step 4: the bytes say what was planned and keep every rule of the lint, each alone and the twins together. Any error is
 * fatal: nothing is signed. Answers the rules that are broken. `ca`: the certificate of the CA that will issue.
 */
export function brokenRules(plan: OrderPlan, planned: readonly Planned[], ca: Certificate): readonly string[] {
  const issuer = issuerOf(ca);
  const read = planned.map((one) => {
    const profile = PROFILES[profileOf(one.use)];
    return { one, certificate: readTbsLintCertificate(one.tbs, { profile, issuer, issuing: true }) };
  });
  const broken = read.flatMap(({ one, certificate }) =>
    certificate === undefined
      ? ['file-readable']
      : [...deviations(plan, one, certificate, issuer), ...errors(lintParsed(certificate))],
  );
  const [signing, encryption] = ['sign', 'encrypt'].map((use) => read.find(({ one }) => one.use === use)?.certificate);
  if (signing && encryption) broken.push(...errors(lintPair(signing, encryption, { issuing: true })));
  return [...new Set(broken)];
}

const errors = (findings: readonly LintFinding[]): string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);

// The CA stays the same for years: its certificate is read once.
const issuers = new WeakMap<Certificate, LintCertificate>();

function issuerOf(certificate: Certificate): LintCertificate {
  const known = issuers.get(certificate);
  if (known) return known;
  const read = readLintCertificate(certificate.raw);
  if (!read) throw new Error('the certificate of the issuing CA cannot be read');
  issuers.set(certificate, read);
  return read;
}

/** What the bytes say otherwise than the plan, independently of how they were built. */
function deviations(plan: OrderPlan, planned: Planned, read: LintCertificate, issuer: LintCertificate): string[] {
  const [said, ca] = [saidBy(read), saidBy(issuer)];
  const [from, to] = [Date.parse(plan.notBefore), Date.parse(plan.notAfter)];
  const same: Readonly<Record<string, boolean>> = {
    'plan.serial': said.serial === BigInt(`0x${planned.serial}`),
    'plan.issuer': equal(said.issuer, ca.subject),
    'plan.subject': equal(said.subject, encodeName(nameOf(subjectParts(plan)))),
    'plan.key': equal(said.publicKey, Buffer.from(planned.publicKey, 'base64')),
    'plan.not-before': said.notBefore === from,
    'plan.not-after': said.notAfter === to,
    'plan.inside-issuer': from >= (ca.notBefore ?? Number.NaN) && to <= (ca.notAfter ?? Number.NaN),
  };
  return Object.entries(same)
    .filter(([, holds]) => !holds)
    .map(([rule]) => rule);
}

const equal = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a !== undefined && b !== undefined && equalBytes(a, b);
