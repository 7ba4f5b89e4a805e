import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildOcspRequest,
  certIdOf,
  encodePem,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  parseRequest,
  validatePath,
  verifyCrlSignature,
  verifyOcspResponse,
  verifyRequest,
} from '@yinxin/pki';
import { eventually } from './application-part.ts';
import type { Artefacts } from './artefacts.ts';
import type { MadeMedium } from './authority-part.ts';
import type { Timeline } from './timeline.ts';

const DISTID = 'distid:1234567812345678';

/** CRL and OCSP answer at the addresses written in the certificate. Throws when either is missing or refuses. */
export async function fetchStatus(
  sign: Uint8Array,
  issuer: Uint8Array,
): Promise<{ crl: Uint8Array; ocsp: Uint8Array }> {
  const certificate = parseCertificate(sign);
  const [crlUrl] = certificate.extensions.crlUrls;
  const [ocspUrl] = certificate.extensions.ocspUrls;
  if (!crlUrl || !ocspUrl) throw new Error('the certificate names no CRL or no OCSP address');
  const request = buildOcspRequest({
    certIds: [certIdOf(parseCertificate(issuer), certificate.serial)],
    nonce: randomBytes(16),
  });
  const crl = await fetch(crlUrl, { signal: AbortSignal.timeout(10_000) });
  const ocsp = await fetch(ocspUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/ocsp-request' },
    body: new Uint8Array(request),
    signal: AbortSignal.timeout(10_000),
  });
  if (!crl.ok || !ocsp.ok) throw new Error(`status services answered ${crl.status} and ${ocsp.status}`);
  return { crl: new Uint8Array(await crl.arrayBuffer()), ocsp: new Uint8Array(await ocsp.arrayBuffer()) };
}

/**
 * OCSP says at once that both certificates are revoked, and the next list names them; openssl reads the same where it is
 * found. Leaves what was answered in `dir`.
 */
export async function checkRevoked(
  t: Timeline,
  what: string,
  { sign, encrypt, chain: [issuer] }: MadeMedium,
  dir: string,
  at: Date,
): Promise<void> {
  if (!issuer) throw new Error('the chain holds no issuer');
  const now = await fetchStatus(sign, issuer);
  const saysRevoked = (leaf: Uint8Array, ocsp: Uint8Array) => {
    const asked = { issuer: parseCertificate(issuer), serial: parseCertificate(leaf).serial, at };
    const verdict = verifyOcspResponse(parseOcspResponse(ocsp), asked);
    return verdict.good && verdict.status.kind === 'revoked';
  };
  const other = await fetchStatus(encrypt, issuer);
  t.check(`OCSP says revoked: ${what}`, saysRevoked(sign, now.ocsp) && saysRevoked(encrypt, other.ocsp));
  const lists = (crl: Uint8Array) => {
    const list = parseCrl(crl);
    const isSigned = verifyCrlSignature(list, parseCertificate(issuer).publicKey);
    return isSigned && [sign, encrypt].every((leaf) => list.entries.has(parseCertificate(leaf).serial));
  };
  const { crl } = await eventually(async () => {
    const found = await fetchStatus(sign, issuer);
    return lists(found.crl) ? found : undefined;
  }, 'the new CRL');
  t.check(`the CRL lists ${what}`, lists(crl));
  mkdirSync(dir, { recursive: true });
  writeFileSync(path.join(dir, 'sign.pem'), encodePem('CERTIFICATE', sign));
  writeFileSync(path.join(dir, 'crl.der'), crl);
  writeFileSync(path.join(dir, 'ocsp.der'), now.ocsp);
  opensslReadsRevoked(t, dir);
}

/** The journey's own checks of what it leaves behind, and openssl's where openssl is found. */
export function verifyAll(t: Timeline, found: Artefacts, dir: string, at: Date): void {
  const root = parseCertificate(found.root);
  const issuer = parseCertificate(found.issuer);
  const sign = parseCertificate(found.sign);
  const encrypt = parseCertificate(found.encrypt);
  for (const [use, leaf] of [
    ['signing', sign],
    ['encryption', encrypt],
  ] as const)
    t.check(
      `the ${use} certificate is valid under the root`,
      validatePath(leaf, { anchors: [root], intermediates: [issuer], at }).good,
    );
  t.check(
    'the two certificates have different keys and serials',
    sign.serial !== encrypt.serial && !same(sign.publicKey, encrypt.publicKey),
  );
  const request = parseRequest(found.request);
  t.check(
    'the request is signed by the key that was certified',
    verifyRequest(request) && same(request.publicKey, sign.publicKey),
  );
  const crl = parseCrl(found.crl);
  t.check(
    'the CRL is signed by the issuer and does not list the certificates',
    verifyCrlSignature(crl, issuer.publicKey) && !crl.entries.has(sign.serial) && !crl.entries.has(encrypt.serial),
  );
  const verdict = verifyOcspResponse(parseOcspResponse(found.ocsp), { issuer, serial: sign.serial, at });
  t.check('OCSP says good', verdict.good && verdict.status.kind === 'good');
  if (found.applicationForm) {
    const start = Buffer.from(found.applicationForm).subarray(0, 5).toString('latin1');
    t.check('the application form is a PDF', start === '%PDF-');
  }
  opensslChecks(t, dir, sign.notAfter, at);
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(Buffer.from(b));

function findsOpenssl(t: Timeline): boolean {
  if (spawnSync('openssl', ['version']).status === 0) return true;
  t.say('openssl is not on this machine: its checks were left out');
  return false;
}

/** What openssl prints; empty when it refuses. */
function opensslText(args: readonly string[]): string {
  const { status, stdout } = spawnSync('openssl', args, { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout : '';
}

function opensslReadsRevoked(t: Timeline, dir: string): void {
  if (!findsOpenssl(t)) return;
  const file = (name: string) => path.join(dir, name);
  const [, serial = 'none'] = opensslText(['x509', '-in', file('sign.pem'), '-noout', '-serial'])
    .trim()
    .split('=');
  const listed = opensslText(['crl', '-inform', 'DER', '-in', file('crl.der'), '-noout', '-text']);
  t.check('openssl finds its serial in the CRL', listed.includes(serial));
  const answer = opensslText(['ocsp', '-respin', file('ocsp.der'), '-noverify', '-resp_text']);
  t.check('openssl reads revoked in the OCSP answer', /Cert Status: revoked/.test(answer));
}

function opensslChecks(t: Timeline, dir: string, end: Date, at: Date): void {
  if (!findsOpenssl(t)) return;
  const file = (name: string) => path.join(dir, name);
  const ok = (args: string[]) => {
    try {
      execFileSync('openssl', args, { stdio: 'ignore', timeout: 20_000 });
      return true;
    } catch {
      return false;
    }
  };
  // openssl gives the signer id only to the certificate it is asked about, so each link of the chain is verified by itself.
  const verify = (trusted: string, name: string) =>
    ok([
      'verify',
      '-attime',
      String(Math.floor(at.getTime() / 1000)),
      '-partial_chain',
      '-CAfile',
      file(trusted),
      '-vfyopt',
      DISTID,
      file(name),
    ]);
  t.check('openssl verify issuer.pem under root.pem', verify('root.pem', 'issuer.pem'));
  for (const leaf of ['sign.pem', 'encrypt.pem'])
    t.check(`openssl verify ${leaf} under issuer.pem`, verify('issuer.pem', leaf));
  const [, told = ''] = opensslText(['x509', '-in', file('sign.pem'), '-noout', '-enddate'])
    .trim()
    .split('=');
  t.check('openssl reads the same end of validity', Date.parse(told) === end.getTime());
  t.check(
    'openssl req -verify',
    ok(['req', '-inform', 'DER', '-in', file('request.p10'), '-verify', '-noout', '-vfyopt', DISTID]),
  );
  t.check('openssl reads the CRL', ok(['crl', '-inform', 'DER', '-in', file('crl.der'), '-noout']));
  t.check('openssl reads the OCSP answer', ok(['ocsp', '-respin', file('ocsp.der'), '-noverify', '-resp_text']));
}
