import { type Attempt, altered, type Case, caseList, judge, type Tool } from '../case.ts';
import { command, pem, type Run, versionOf } from '../command.ts';
import { KIND_NAMES, type World } from '../world.ts';

/** Linters look at rules, not at signatures: their twin breaks a rule. */

// [0] EXPLICIT version 3.
const CERTIFICATE_VERSION = Uint8Array.of(0xa0, 0x03, 0x02, 0x01, 0x02);

/** A certificate that says it is of version 2, which has no extensions. */
function wrongVersion(certificate: Uint8Array): Uint8Array {
  const twin = certificate.slice();
  twin[Buffer.from(certificate).indexOf(CERTIFICATE_VERSION) + CERTIFICATE_VERSION.length - 1] = 1;
  return twin;
}

function certificateCases(world: World, lint: (certificate: Uint8Array) => Attempt): Case[] {
  const { cases, reads } = caseList(KIND_NAMES[world.kind]);
  const { root, issuing, signing, responder, tsa } = world;
  for (const [name, { certificate }] of [
    ['root certificate, rules', root],
    ['issuing certificate, rules', issuing],
    ['holder certificate, rules', signing],
    ['OCSP responder certificate, rules', responder],
    ['timestamp certificate, rules', tsa],
  ] as const) {
    reads(name, () => judge(lint(certificate.raw), lint(wrongVersion(certificate.raw))));
  }
  return cases;
}

const FOLDER = process.env.INTEROP_PKILINT;
const program = (name: string): string => (FOLDER === undefined ? name : `${FOLDER}/${name}`);
const quiet = ['-s', 'ERROR'];

/** pkilint: RFC 5280 rules for certificates, lists and status answers; any finding of weight ERROR refuses. */
export const pkilint = (worlds: readonly World[]): Tool => ({
  name: 'pkilint',
  version: versionOf(program('lint_pkix_cert'), '--help') && 'lint_pkix_cert, lint_crl, lint_ocsp_response',
  source: 'pip install pkilint (INTEROP_PKILINT for the folder of its commands)',
  cases: async () =>
    worlds.flatMap((world) => {
      const { cases, reads } = caseList(KIND_NAMES[world.kind]);
      const lint = (tool: string, args: readonly string[], bytes: Uint8Array): Run =>
        command(program(tool), ['lint', ...args, ...quiet, '--document-format', 'DER', 'f'], { f: bytes });
      for (const name of ['full', 'delta', 'shard'] as const) {
        const check = (crl: Uint8Array): Run => lint('lint_crl', ['-t', 'CRL', '-p', 'PKIX'], crl);
        // The number of the list, absent from its twin: the last digit of its extension's identifier changed.
        reads(`CRL, ${name}, rules`, () =>
          judge(check(world.crls[name]), check(altered(world.crls[name], Uint8Array.of(0x55, 0x1d, 0x14)))),
        );
      }
      const ocsp = (bytes: Uint8Array): Run => lint('lint_ocsp_response', [], bytes);
      reads('OCSP response, rules', () => judge(ocsp(world.ocsp), ocsp(world.ocsp.subarray(0, -7))));
      return [...certificateCases(world, (bytes) => lint('lint_pkix_cert', [], bytes)), ...cases];
    }),
});

/** zlint: certificates only; results "error" and "fatal" refuse. */
export const zlint = (worlds: readonly World[]): Tool => ({
  name: 'zlint',
  version: versionOf('zlint', '-version'),
  source: 'github.com/zmap/zlint, on the PATH',
  cases: async () =>
    worlds.flatMap((world) =>
      certificateCases(world, (bytes) => {
        const run = command('zlint', ['-includeSources', 'RFC5280', 'f'], { f: pem('CERTIFICATE', bytes) });
        return { ...run, good: run.good && !/"result":\s*"(error|fatal)"/.test(run.said) };
      }),
    ),
});
