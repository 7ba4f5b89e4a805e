import {
  openPkcs12,
  openPrivateKeyInfo,
  openRequest,
  parseCrl,
  parseSignedData,
  verifyCrl,
  verifySignedData,
} from '@yinxin/pki';
import { altered, alteredAt, type Case, caseList, judge, ours, type Tool } from '../case.ts';
import { command, type Files, pem, type Run, versionOf } from '../command.ts';
import { CONTENT, hexBytes, KIND_NAMES, PASSWORD, sameBytes, type World } from '../world.ts';

const certtool = (args: readonly string[], files: Files): Run => command('certtool', args, files);

function casesOf(world: World): Case[] {
  const { root, issuing, signing, revoked } = world;
  const { cases, reads, makes } = caseList(KIND_NAMES[world.kind]);
  const certificate = (bytes: Uint8Array): string => pem('CERTIFICATE', bytes);
  const files = {
    root: certificate(root.certificate.raw),
    issuing: certificate(issuing.certificate.raw),
    holder: certificate(signing.certificate.raw),
    key: pem('PRIVATE KEY', signing.privateKey),
    cakey: pem('PRIVATE KEY', issuing.privateKey),
    c: CONTENT,
  };
  const serial = hexBytes(signing.certificate.serial);
  const asks = (artefact: string, real: Uint8Array, twin: Uint8Array, ask: (bytes: Uint8Array) => Run): void =>
    reads(artefact, () => judge(ask(real), ask(twin)));

  const own = signing.certificate.raw;
  asks('certificate chain', own, altered(own, serial), (bytes) =>
    certtool(['--verify', '--load-ca-certificate', 'root', '--infile', 'chain'], {
      ...files,
      chain: certificate(bytes) + files.issuing,
    }),
  );
  const subject = new TextEncoder().encode('interop request');
  asks('certificate request', world.request, altered(world.request, subject), (p10) => {
    const run = certtool(['--crq-info', '--inder', '--infile', 'p10'], { p10 });
    return { ...run, good: run.good && /Self signature: verified/.test(run.said) };
  });
  for (const name of ['full', 'delta', 'shard'] as const) {
    asks(`CRL, ${name}`, world.crls[name], alteredAt(world.crls[name], -1), (crl) =>
      certtool(['--verify-crl', '--load-ca-certificate', 'issuing', '--infile', 'crl'], {
        ...files,
        crl: pem('X509 CRL', crl),
      }),
    );
  }
  asks('OCSP response', world.ocsp, altered(world.ocsp, serial), (r) =>
    command('ocsptool', ['-e', '--load-response', 'r', '--load-issuer', 'issuing', '--load-trust', 'issuing'], {
      ...files,
      r,
    }),
  );
  for (const detached of [false, true]) {
    const name = detached ? 'signed message, detached' : 'signed message';
    reads(name, async () => {
      const message = await world.sign('cms', { detached });
      const verify = (m: Uint8Array): Run =>
        certtool(
          [
            '--p7-verify',
            '--load-ca-certificate',
            'root',
            ...(detached ? ['--load-data', 'c'] : []),
            '--inder',
            '--infile',
            'm',
          ],
          { ...files, m },
        );
      return judge(verify(message), verify(detached ? alteredAt(message, -1) : altered(message, CONTENT)));
    });
  }
  asks('PKCS#12 file', world.pkcs12, alteredAt(world.pkcs12, 200), (p) => {
    const run = certtool(['--p12-info', '--inder', '--password', PASSWORD, '--infile', 'p'], { p });
    return { ...run, good: run.good && /MAC: /.test(run.said) && !/fail|error/i.test(run.said) };
  });
  asks('key file', world.keyFile, alteredAt(world.keyFile, 42), (p) =>
    certtool(['--key-info', '--inder', '--pkcs8', '--password', PASSWORD, '--infile', 'p'], { p }),
  );

  const made = (
    artefact: string,
    run: Run,
    good: (bytes: Uint8Array) => boolean | Promise<boolean>,
    twin: (bytes: Uint8Array) => Uint8Array,
  ) =>
    makes(artefact, async () => {
      if (run.out.length === 0) return { kind: 'failed', why: `not made: ${run.said}` };
      return judge(await ours(() => good(run.out)), await ours(() => good(twin(run.out))));
    });
  const last = (bytes: Uint8Array): Uint8Array => alteredAt(bytes, -1);
  const at = new Date(Date.now() + 60_000);
  made(
    'certificate request',
    certtool(['--generate-request', '--load-privkey', 'key', '--template', 't', '--outder', '--outfile', 'out'], {
      ...files,
      t: 'cn = "made there"\n',
    }),
    (p10) => openRequest(p10).subject.length === 1,
    last,
  );
  made(
    'CRL, full',
    certtool(
      [
        '--generate-crl',
        '--load-ca-privkey',
        'cakey',
        '--load-ca-certificate',
        'issuing',
        '--load-certificate',
        'bad',
        '--template',
        't',
        '--outder',
        '--outfile',
        'out',
      ],
      {
        ...files,
        bad: certificate(revoked.certificate.raw),
        t: `crl_next_update = 2\ncrl_number = 5\n`,
      },
    ),
    (crl) => verifyCrl(parseCrl(crl), { issuer: issuing.certificate, at }).good,
    (crl) => altered(crl, hexBytes(revoked.certificate.serial)),
  );
  made(
    'signed message',
    certtool(
      [
        '--p7-sign',
        '--load-privkey',
        'key',
        '--load-certificate',
        'holder',
        '--infile',
        'c',
        '--outder',
        '--outfile',
        'out',
      ],
      files,
    ),
    (message) =>
      verifySignedData(parseSignedData(message), { content: CONTENT, certificates: [signing.certificate] }).good,
    (message) => altered(message, CONTENT),
  );
  made(
    'PKCS#12 file',
    certtool(
      [
        '--to-p12',
        '--load-privkey',
        'key',
        '--load-certificate',
        'holder',
        '--p12-name',
        'n',
        '--password',
        PASSWORD,
        '--outder',
        '--outfile',
        'out',
      ],
      files,
    ),
    async (p12) => sameBytes((await openPkcs12(p12, PASSWORD)).keys[0]?.certificate ?? p12, own),
    (p12) => alteredAt(p12, 300),
  );
  made(
    'key file',
    certtool(
      [
        '--to-p8',
        '--load-privkey',
        'key',
        '--password',
        PASSWORD,
        '--pkcs-cipher',
        'aes-256',
        '--outder',
        '--outfile',
        'out',
      ],
      files,
    ),
    async (file) => (await openPrivateKeyInfo(file, PASSWORD)).length > 0,
    (file) => alteredAt(file, 45),
  );
  return cases;
}

/** GnuTLS: certtool and ocsptool. It knows no SM2. */
export const gnutls = (worlds: readonly World[]): Tool => ({
  name: 'GnuTLS',
  version: versionOf('certtool', '--version'),
  source: 'Debian package gnutls-bin',
  cases: async () => worlds.filter(({ kind }) => kind !== 'sm2').flatMap(casesOf),
});
