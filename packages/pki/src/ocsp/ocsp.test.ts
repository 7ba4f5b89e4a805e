import { toHex } from '@yinxin/gm';
import { describe, expect, it } from 'vitest';
import type { DigestAlgorithm } from '../algorithms/digest.ts';
import { encodePem } from '../pem/pem.ts';
import { makeAuthority, NOW, type Party } from '../testing/authority.ts';
import { openssl, opensslVersion } from '../testing/openssl.ts';
import { tampered, vector } from '../testing/vectors.ts';
import { parseCertificate } from '../x509/parse.ts';
import { certIdOf, isIssuedBy } from './cert-id.ts';
import { parseOcspResponse } from './parse-response.ts';
import { buildOcspRequest, parseOcspRequest } from './request.ts';
import { buildOcspError, buildOcspResponse, type CertificateStatus } from './response.ts';
import { type OcspQuestion, verifyOcspResponse } from './verify.ts';

const house = await makeAuthority();
const issuer = house.issuing.certificate;
const { serial } = house.signing.certificate;
const nonce = Uint8Array.from({ length: 16 }, (_, i) => i);
const question: OcspQuestion = { issuer, serial, nonce, at: NOW };
const nextUpdate = new Date(NOW.getTime() + 3_600_000);
const GOOD: CertificateStatus = { kind: 'good' };

const answer = (status: CertificateStatus = GOOD, by: Party = house.responder, responderBy: 'name' | 'key' = 'name') =>
  buildOcspResponse(
    {
      responder: by.certificate,
      responderBy,
      producedAt: NOW,
      responses: [{ certId: certIdOf(issuer, serial), status, thisUpdate: NOW, nextUpdate }],
      nonce,
    },
    by.signer,
  );
const verdict = async (bytes: Promise<Uint8Array>, asked: Partial<OcspQuestion> = {}) =>
  verifyOcspResponse(parseOcspResponse(await bytes), { ...question, ...asked });

describe('questions about status', () => {
  it('made elsewhere are read', () => {
    const request = parseOcspRequest(vector('ocsp-req'));
    const root = parseCertificate(vector('cert-root'));
    expect(request.certIds.map((id) => [id.algorithm, id.serial, isIssuedBy(id, root)])).toEqual([
      ['sm3', 0x5000000000001001n, true],
    ]);
    expect(toHex(request.nonce ?? nonce)).toBe('00112233445566778899aabbccddeeff');
  });

  it.each(['sm3', 'sha1', 'sha256'] satisfies DigestAlgorithm[])('come back with %s identifiers', (algorithm) => {
    const certId = certIdOf(issuer, serial, algorithm);
    const request = parseOcspRequest(buildOcspRequest({ certIds: [certId], nonce }));
    expect(request).toEqual({ certIds: [certId], nonce });
    expect(isIssuedBy(certId, issuer)).toBe(true);
    expect(isIssuedBy(certId, house.root.certificate)).toBe(false);
  });

  it('about nothing, or cut short, are refused', () => {
    const request = buildOcspRequest({ certIds: [certIdOf(issuer, serial)], nonce });
    expect(() => parseOcspRequest(buildOcspRequest({ certIds: [], nonce }))).toThrow(/asks about nothing/);
    for (let i = 0; i < request.length; i++) expect(() => parseOcspRequest(request.subarray(0, i))).toThrow();
  });

  it.runIf(opensslVersion).each(['sha1', 'sha256', 'sm3'])('made by openssl with %s are read', (hash) => {
    const file = { 'i.pem': encodePem('CERTIFICATE', issuer.raw) };
    const { out } = openssl(['ocsp', `-${hash}`, '-issuer', 'i.pem', '-serial', '0x1234', '-reqout', 'out'], file);
    const { certIds, nonce: sent } = parseOcspRequest(out ?? new Uint8Array(0));
    expect(certIds.map((id) => [id.algorithm, id.serial, isIssuedBy(id, issuer)])).toEqual([[hash, 0x1234n, true]]);
    expect(sent?.length).toBeGreaterThanOrEqual(16);
  });
});

describe('answers about status', () => {
  it('made elsewhere, by key and signed by the CA itself, are believed', () => {
    const root = parseCertificate(vector('cert-root'));
    const asked = { issuer: root, serial: 0x5000000000001001n, at: new Date('2025-03-01T00:00:00Z') };
    expect(verifyOcspResponse(parseOcspResponse(vector('ocsp-resp')), asked)).toMatchObject({
      good: true,
      status: GOOD,
    });
  });

  it.each<CertificateStatus>([
    GOOD,
    { kind: 'revoked', revokedAt: NOW, reason: 'keyCompromise' },
    { kind: 'revoked', revokedAt: NOW, reason: 'unspecified' },
    { kind: 'unknown' },
  ])('say $kind, by name and by key, from the responder and from the CA', async (status) => {
    for (const by of [house.responder, house.issuing]) {
      for (const how of ['name', 'key'] as const) {
        expect(await verdict(answer(status, by, how))).toMatchObject({ good: true, status });
      }
    }
  });

  it.each<[string, Partial<OcspQuestion>, string]>([
    ['another serial', { serial: serial + 1n }, 'NOT_ABOUT_THIS_CERTIFICATE'],
    ['another issuer', { issuer: house.root.certificate }, 'RESPONDER_NOT_AUTHORISED'],
    ['another nonce', { nonce: Uint8Array.of(1) }, 'NONCE_MISMATCH'],
    ['a day later', { at: new Date(NOW.getTime() + 86_400_000) }, 'STALE'],
    ['a day earlier', { at: new Date(NOW.getTime() - 86_400_000) }, 'NOT_YET_VALID'],
  ])('are not believed for %s', async (_, asked, refusal) => {
    expect(await verdict(answer(), asked)).toEqual({ good: false, refusal });
  });

  it('are not believed from a certificate that is no responder', async () => {
    expect(await verdict(answer(GOOD, house.signing))).toEqual({ good: false, refusal: 'RESPONDER_NOT_AUTHORISED' });
  });

  it('are not believed when signed by another key or changed', async () => {
    const forged = { ...house.responder, signer: house.signing.signer };
    expect(await verdict(answer(GOOD, forged))).toEqual({ good: false, refusal: 'SIGNATURE_INVALID' });
    const response = parseOcspResponse(await answer());
    const changed = { ...response, tbs: tampered(response.tbs, -1) };
    expect(verifyOcspResponse(changed, question)).toEqual({ good: false, refusal: 'SIGNATURE_INVALID' });
  });

  it('that only say why there is none are told apart', () => {
    expect(() => parseOcspResponse(buildOcspError('tryLater'))).toThrow(/tryLater/);
  });

  it.runIf(opensslVersion)('are shown by openssl', async () => {
    const bytes = await answer({ kind: 'revoked', revokedAt: NOW, reason: 'keyCompromise' });
    const show = (file: Uint8Array) =>
      openssl(['ocsp', '-respin', 'r.der', '-resp_text', '-noverify'], { 'r.der': file });
    expect(show(bytes).output).toMatch(/Cert Status: revoked/);
    expect(show(bytes).output).toMatch(/keyCompromise/);
    expect(show(bytes.subarray(0, -3)).output).not.toMatch(/Cert Status/);
  });
});
