import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import {
  buildOcspRequest,
  certIdOf,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  parseRequest,
  validatePath,
  verifyCrlSignature,
  verifyOcspResponse,
  verifyRequest,
} from '@yinxin/pki';
import type { Artefacts } from './artefacts.ts';
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

/** Status of a certificate as OCSP tells it; throws when the answer is not to be believed. */
export async function statusOf(
  sign: Uint8Array,
  issuer: Uint8Array,
  at: Date,
): Promise<'good' | 'revoked' | 'unknown'> {
  const { ocsp } = await fetchStatus(sign, issuer);
  const asked = { issuer: parseCertificate(issuer), serial: parseCertificate(sign).serial, at };
  const verdict = verifyOcspResponse(parseOcspResponse(ocsp), asked);
  if (!verdict.good) throw new Error(`the OCSP answer is not to be believed: ${verdict.refusal}`);
  return verdict.status.kind;
}

/** Whether the list in force names the certificate. */
export async function isListed(sign: Uint8Array, issuer: Uint8Array): Promise<boolean> {
  const crl = parseCrl((await fetchStatus(sign, issuer)).crl);
  const isSigned = verifyCrlSignature(crl, parseCertificate(issuer).publicKey);
  return isSigned && crl.entries.has(parseCertificate(sign).serial);
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
  opensslChecks(t, dir, at);
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(Buffer.from(b));

function opensslChecks(t: Timeline, dir: string, at: Date): void {
  if (spawnSync('openssl', ['version']).status !== 0) {
    t.say('openssl is not on this machine: its checks were left out');
    return;
  }
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
  t.check(
    'openssl req -verify',
    ok(['req', '-inform', 'DER', '-in', file('request.p10'), '-verify', '-noout', '-vfyopt', DISTID]),
  );
  t.check('openssl reads the CRL', ok(['crl', '-inform', 'DER', '-in', file('crl.der'), '-noout']));
  t.check('openssl reads the OCSP answer', ok(['ocsp', '-respin', file('ocsp.der'), '-noverify', '-resp_text']));
}
