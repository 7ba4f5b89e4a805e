import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { LINT_RULES, ruleText } from '@yinxin/pki';

/** Writes docs/lint.md from the rules: `npm run lint-catalogue`. A test holds the file against the rules. */

const GROUPS = [
  ['file', 'Files'],
  ['der', 'Encoding (DER)'],
  ['name', 'Names'],
  ['key', 'Public keys'],
  ['algorithm', 'Signature algorithms'],
  ['signature', 'Signatures'],
  ['cert', 'Certificates'],
  ['ext', 'Extensions in general'],
  ['aki', 'authorityKeyIdentifier'],
  ['ski', 'subjectKeyIdentifier'],
  ['constraints', 'basicConstraints'],
  ['usage', 'keyUsage'],
  ['purpose', 'extendedKeyUsage'],
  ['no-check', 'id-pkix-ocsp-nocheck'],
  ['crldp', 'cRLDistributionPoints'],
  ['aia', 'authorityInfoAccess'],
  ['policy', 'Policies'],
  ['inhibit', 'inhibitAnyPolicy'],
  ['alt-name', 'subjectAltName'],
  ['identity', 'Identity extensions of GM/T 0015'],
  ['profile', 'The profile'],
  ['pair', 'Twin certificates'],
  ['crl', 'Revocation lists'],
  ['ocsp', 'OCSP responses'],
  ['request', 'Requests (PKCS#10)'],
] as const;

const HEAD = `# The lint

Generated from the rules by \`npm run lint-catalogue\`; do not edit.

\`npx yinxin lint FILE…\` looks at certificates, revocation lists, OCSP responses and requests, PEM or DER, one file or a
whole chain: what is given together is judged together, each with its issuer, and twin certificates also as a pair. It says
which rule, where it is written, at which byte, and what to do. \`--json\`, \`--lang zh|en\`, \`--severity error|warning|notice\`;
exit code 1 when there is an error.

The lint reads what strict parsers refuse: it walks the bytes itself and looks at what it can reach. Only what cannot be
read at all is a single finding.

**error**: others may refuse it. **warning**: it works, but should not be so. **notice**: good to know. Where two severities
stand, the second holds when this house is about to sign: nothing that has an error is ever signed (\`docs/issuance.md\`,
step 4). The source is the standard; a clause stands beside it where its numbering is certain. *Yinxin* marks what this
house adds, *profile* what the profile of the certificate demands.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The catalogue as Markdown. */
export function lintCatalogue(): string {
  const parts = GROUPS.map(([prefix, title]) => {
    const rules = LINT_RULES.filter(({ id }) => groupOf(id) === prefix);
    const rows = rules.map(({ id, source, clause, severity, issuing }) => {
      const { title: name } = ruleText(id);
      const level = issuing && issuing !== severity ? `${severity} → ${issuing}` : severity;
      return `| \`${id}\` | ${cell(name.en)} ${cell(name.zh)} | ${`${source} ${clause}`.trim()} | ${level} |`;
    });
    return `## ${title}\n\n| rule | what | where | severity |\n|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `${HEAD}\n${LINT_RULES.length} rules.\n\n${parts.join('\n')}`;
}

/** The first part of an id; a few groups have two words. */
export function groupOf(id: string): string | undefined {
  return GROUPS.map(([prefix]) => prefix).find((prefix) => id.startsWith(`${prefix}-`));
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(path.join(import.meta.dirname, '../docs/lint.md'), lintCatalogue());
}
