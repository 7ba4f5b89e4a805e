import { toHex } from '@yinxin/gm';
import { describe, expect, it } from 'vitest';
import type { DigestAlgorithm } from '../algorithms/digest.ts';
import { buildCrl } from '../crl/build.ts';
import { parseCrl } from '../crl/parse.ts';
import { DerReader, der } from '../der/index.ts';
import { OID } from '../oids.ts';
import { encodePem } from '../pem/pem.ts';
import { enrol, makeAuthority, makeInternational, NOW, type Party } from '../testing/authority.ts';
import { openssl, opensslVersion } from '../testing/openssl.ts';
import { tampered, vector } from '../testing/vectors.ts';
import { extension } from '../x509/extension.ts';
import { issuerOf, parseCertificate } from '../x509/parse.ts';
import { PROFILES } from '../x509/profile.ts';
import { certIdOf, isIssuedBy } from './cert-id.ts';
import { ocspStatusOf, parseOcspResponse } from './parse-response.ts';
import { buildOcspRequest, parseOcspRequest } from './request.ts';
import {
  assembleOcspResponse,
  buildOcspError,
  buildOcspResponse,
  buildTbsOcspResponse,
  type CertificateStatus,
} from './response.ts';
import { type OcspQuestion, verifyOcspResponse } from './verify.ts';

const house = await makeAuthority();
const issuer = house.issuing.certificate;
const { serial } = house.signing.certificate;
const nonce = Uint8Array.from({ length: 16 }, (_, i) => i);
const question: OcspQuestion = { issuer, serial, nonce, at: NOW };
const nextUpdate = new Date(NOW.getTime() + 3_600_000);
const GOOD: CertificateStatus = { kind: 'good' };

const refused = (code: string) => expect.objectContaining({ code });
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

  it.each(['sm3', 'sha1', 'sha256', 'sha384', 'sha512'] satisfies DigestAlgorithm[])(
    'come back with %s identifiers',
    (algorithm) => {
      const certId = certIdOf(issuer, serial, algorithm);
      const request = parseOcspRequest(buildOcspRequest({ certIds: [certId], nonce }));
      expect(request).toEqual({ certIds: [certId], nonce });
      expect(isIssuedBy(certId, issuer)).toBe(true);
      expect(isIssuedBy(certId, house.root.certificate)).toBe(false);
    },
  );

  it.each([0, 129])('with a nonce of %i bytes are neither made nor read', (length) => {
    const certIds = [certIdOf(issuer, serial)];
    expect(() => buildOcspRequest({ certIds, nonce: new Uint8Array(length) })).toThrow(refused('OCSP_NONCE'));
    const request = buildOcspRequest({ certIds, nonce: new Uint8Array(128) });
    expect(parseOcspRequest(request).nonce).toHaveLength(128);
    const strange = der.sequence(
      der.sequence(
        der.sequence(der.sequence(certIds[0]?.raw ?? new Uint8Array(0))),
        der.explicit(2, der.sequence(extension(OID.ocspNonce, false, der.octetString(new Uint8Array(length))))),
      ),
    );
    expect(() => parseOcspRequest(strange)).toThrow(refused('OCSP_NONCE'));
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

  it.each(['malformedRequest', 'internalError', 'tryLater', 'sigRequired', 'unauthorized'] as const)(
    'that only say %s are told apart',
    (status) => {
      const bytes = buildOcspError(status);
      expect(ocspStatusOf(bytes)).toBe(status);
      expect(() => parseOcspResponse(bytes)).toThrow(status);
      expect(() => ocspStatusOf(bytes.subarray(0, -1))).toThrow();
      expect(() => ocspStatusOf(Uint8Array.of(0x30, 3, 0x0a, 1, 4))).toThrow(/answered 4/);
    },
  );

  it('come back with the end of memory, and a suspended certificate is revoked with its reason', async () => {
    const archiveCutoff = new Date('2020-01-01T00:00:00Z');
    const status = { kind: 'revoked', revokedAt: NOW, reason: 'certificateHold' } as const;
    const single = { certId: certIdOf(issuer, serial), status, thisUpdate: NOW, archiveCutoff };
    const data = { responder: house.responder.certificate, producedAt: NOW, responses: [single] };
    const read = parseOcspResponse(await buildOcspResponse(data, house.responder.signer));
    expect(read.responses).toEqual([single]);
    const removed = { ...single, status: { ...status, reason: 'removeFromCRL' as const } };
    expect(() => buildTbsOcspResponse({ ...data, responses: [removed] })).toThrow(refused('OCSP_REASON'));
  });

  it('about several certificates, in several hashes, are read one by one', async () => {
    const ids = [
      certIdOf(issuer, serial, 'sha1'),
      certIdOf(issuer, 77n, 'sm3'),
      certIdOf(house.root.certificate, serial, 'sha256'),
    ];
    const { certIds } = parseOcspRequest(buildOcspRequest({ certIds: ids, nonce: undefined }));
    const statuses: CertificateStatus[] = [
      GOOD,
      { kind: 'revoked', revokedAt: NOW, reason: 'superseded' },
      { kind: 'unknown' },
    ];
    const responses = certIds.map((certId, i) => ({
      certId,
      status: statuses[i] ?? GOOD,
      thisUpdate: NOW,
      nextUpdate,
    }));
    const data = { responder: house.responder.certificate, producedAt: NOW, responses };
    const bytes = buildOcspResponse(data, house.responder.signer);
    const asked = { issuer, at: NOW };
    expect(verifyOcspResponse(parseOcspResponse(await bytes), { ...asked, serial })).toMatchObject({ status: GOOD });
    expect(verifyOcspResponse(parseOcspResponse(await bytes), { ...asked, serial: 77n })).toMatchObject({
      status: statuses[1],
    });
  });

  it('made in advance are believed without a nonce only where that is allowed, and never with another one', async () => {
    const data = (over: object) => ({
      responder: house.responder.certificate,
      producedAt: NOW,
      responses: [{ certId: certIdOf(issuer, serial), status: GOOD, thisUpdate: NOW, nextUpdate }],
      ...over,
    });
    const advance = await buildOcspResponse(data({}), house.responder.signer);
    const ask = (bytes: Uint8Array, over: Partial<OcspQuestion>) => {
      const verdict = verifyOcspResponse(parseOcspResponse(bytes), { ...question, ...over });
      return verdict.good || verdict.refusal;
    };
    expect(ask(advance, {})).toBe('NONCE_MISMATCH');
    expect(ask(advance, { preproducedAllowed: true })).toBe(true);
    const other = await buildOcspResponse(data({ nonce: Uint8Array.of(9) }), house.responder.signer);
    expect(ask(other, { preproducedAllowed: true })).toBe('NONCE_MISMATCH');
  });

  it('without an end are believed for an hour, or as long as told', async () => {
    const single = { certId: certIdOf(issuer, serial), status: GOOD, thisUpdate: NOW };
    const data = { responder: house.responder.certificate, producedAt: NOW, responses: [single], nonce };
    const bytes = buildOcspResponse(data, house.responder.signer);
    const later = new Date(NOW.getTime() + 2 * 3_600_000);
    expect(await verdict(bytes)).toMatchObject({ good: true });
    expect(await verdict(bytes, { at: later })).toEqual({ good: false, refusal: 'STALE' });
    expect(await verdict(bytes, { at: later, maxAge: 3 * 3_600_000 })).toMatchObject({ good: true });
  });

  it('by key are also read with the implicit tag of GmSSL', async () => {
    const bytes = await answer(GOOD, house.responder, 'key');
    const { tbs } = parseOcspResponse(bytes);
    const at = Buffer.from(tbs).indexOf(Buffer.from([0xa2, 0x16, 0x04, 0x14]));
    const parts = [...DerReader.over(tbs).sequence().rest()].map(({ raw }) => raw);
    const implicit = der.sequence(der.implicitPrimitive(2, tbs.subarray(at + 4, at + 24)), ...parts.slice(1));
    const whole = assembleOcspResponse(implicit, await house.responder.signer.sign(implicit), [
      house.responder.certificate.raw,
    ]);
    expect(await verdict(Promise.resolve(whole))).toMatchObject({ good: true });
  });

  it('are not believed from a responder that was revoked, unless its certificate says not to ask', async () => {
    const { ocspNoCheck: _, ...asked } = PROFILES['ocsp-responder'];
    const profile = { ...asked, ocspNoCheck: false };
    const responder = await enrol(profile, house.issuing, { subject: house.responder.certificate.subject });
    const listOf = async (...serials: bigint[]) => {
      const entries = serials.map((one) => ({ serial: one, revokedAt: NOW, reason: 'keyCompromise' as const }));
      const head = { issuer: issuerOf(issuer), thisUpdate: NOW, nextUpdate, number: 1n };
      return parseCrl(await buildCrl({ ...head, entries }, house.issuing.signer));
    };
    const bytes = answer(GOOD, responder);
    expect(await verdict(bytes)).toMatchObject({ good: true });
    expect(await verdict(bytes, { crls: [await listOf()] })).toMatchObject({ good: true });
    expect(await verdict(bytes, { crls: [] })).toEqual({ good: false, refusal: 'RESPONDER_STATUS_UNKNOWN' });
    const revoked = [await listOf(responder.certificate.serial, house.responder.certificate.serial)];
    expect(await verdict(bytes, { crls: revoked })).toEqual({ good: false, refusal: 'RESPONDER_REVOKED' });
    expect(await verdict(answer(), { crls: revoked })).toMatchObject({ good: true });
  });

  it('are not believed from a responder of another CA, or one that has expired', async () => {
    const elsewhere = await enrol(PROFILES['ocsp-responder'], house.root, {});
    expect(await verdict(answer(GOOD, elsewhere))).toEqual({ good: false, refusal: 'RESPONDER_NOT_AUTHORISED' });
    const expired = await enrol(PROFILES['ocsp-responder'], house.issuing, {
      notAfter: new Date(NOW.getTime() - 1000),
    });
    expect(await verdict(answer(GOOD, expired))).toEqual({ good: false, refusal: 'RESPONDER_NOT_AUTHORISED' });
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

describe.runIf(opensslVersion).each(['rsa', 'p-256', 'p-384'] as const)('openssl, with %s', (kind) => {
  it('believes the answers of the CA and of its responder, by name and by key, and not their tampered twins', async () => {
    const { root, issuing, leaf, responder } = await makeInternational(kind);
    const certId = certIdOf(issuing.certificate, leaf.certificate.serial, 'sha256');
    const make = (by: Party, responderBy: 'name' | 'key', status: CertificateStatus) =>
      buildOcspResponse(
        {
          responder: by.certificate,
          responderBy,
          producedAt: NOW,
          responses: [{ certId, status, thisUpdate: NOW, nextUpdate }],
        },
        by.signer,
      );
    const pem = (party: Party) => encodePem('CERTIFICATE', party.certificate.raw);
    // The command judges answers by the clock of the machine: a long tolerance keeps the test independent of it.
    const believe = (bytes: Uint8Array) =>
      openssl(
        [
          'ocsp',
          '-respin',
          'r.der',
          '-issuer',
          'issuing',
          '-sha256',
          '-cert',
          'leaf',
          '-no_nonce',
          '-CAfile',
          'root',
        ].concat('-verify_other', 'issuing', '-attime', String(NOW.getTime() / 1000), '-validity_period', '2000000000'),
        { 'r.der': bytes, issuing: pem(issuing), leaf: pem(leaf), root: pem(root) },
      ).output;
    const revoked = { kind: 'revoked', revokedAt: NOW, reason: 'keyCompromise' } as const;
    const good = await make(responder, 'name', GOOD);
    expect(believe(good)).toMatch(/leaf: good[\s\S]*Response verify OK/);
    expect(believe(await make(responder, 'key', GOOD))).toMatch(/leaf: good[\s\S]*Response verify OK/);
    expect(believe(await make(issuing, 'name', revoked))).toMatch(/leaf: revoked[\s\S]*Response verify OK/);
    const at = Buffer.from(good).indexOf(Buffer.from(parseOcspResponse(good).signature));
    expect(believe(tampered(good, at + 20))).not.toMatch(/verify OK/);
  });
});
