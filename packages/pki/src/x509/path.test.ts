import { describe, expect, it } from 'vitest';
import { buildCrl, type CrlHead } from '../crl/build.ts';
import { parseCrl } from '../crl/parse.ts';
import type { RevokedEntry } from '../crl/reason.ts';
import { nameOf } from '../names/name.ts';
import { certIdOf } from '../ocsp/cert-id.ts';
import { parseOcspResponse } from '../ocsp/parse-response.ts';
import { buildOcspResponse, type CertificateStatus } from '../ocsp/response.ts';
import { OID } from '../oids.ts';
import { enrol, makeAuthority, NOW, ORGANISATION, type Party } from '../testing/authority.ts';
import { tampered, vector } from '../testing/vectors.ts';
import { issuerOf, parseCertificate } from './parse.ts';
import { type PathQuestion, validatePath } from './path.ts';
import type { RevocationEvidence } from './path-status.ts';
import { PROFILES } from './profile.ts';

const { root, issuing, signing, encryption, responder } = await makeAuthority();
const stranger = await makeAuthority();
const question: PathQuestion = { anchors: [root.certificate], intermediates: [issuing.certificate], at: NOW };
const ask = (certificate = signing.certificate, over: Partial<PathQuestion> = {}) => {
  const verdict = validatePath(certificate, { ...question, ...over });
  return verdict.good ? verdict.path.length : verdict.refusal;
};

describe('a chain', () => {
  it('is found from the organisation to the root, to a trusted issuer, and for the root itself', () => {
    expect(ask()).toBe(3);
    expect(ask(signing.certificate, { anchors: [issuing.certificate], intermediates: [] })).toBe(2);
    expect(ask(root.certificate)).toBe(1);
    const [anchor, leaf] = [vector('cert-root'), vector('cert-sign')].map(parseCertificate);
    expect(leaf && anchor && ask(leaf, { anchors: [anchor], intermediates: [] })).toBe(2);
  });

  it('is refused outside its validity, at either end and above', () => {
    expect(ask(signing.certificate, { at: new Date('2025-12-31T23:59:59.999Z') })).toBe('NOT_YET_VALID');
    expect(ask(signing.certificate, { at: new Date('2027-01-01T00:00:00.999Z') })).toBe(3);
    expect(ask(signing.certificate, { at: new Date('2027-01-01T00:00:01Z') })).toBe('EXPIRED');
  });

  it('is refused when the issuer is missing, another, or the signature was changed', () => {
    expect(ask(signing.certificate, { intermediates: [] })).toBe('ISSUER_UNKNOWN');
    expect(ask(signing.certificate, { anchors: [stranger.root.certificate] })).toBe('ISSUER_UNKNOWN');
    expect(ask(stranger.signing.certificate)).toBe('ISSUER_UNKNOWN');
    expect(ask(parseCertificate(tampered(signing.certificate.raw, -1)))).toBe('SIGNATURE_INVALID');
  });

  it('is refused for a use the certificate does not allow', () => {
    expect(ask(signing.certificate, { keyUsage: ['digitalSignature'] })).toBe(3);
    expect(ask(encryption.certificate, { keyUsage: ['digitalSignature'] })).toBe('KEY_USAGE');
  });

  it('is refused below a certificate that is no CA', async () => {
    const below = await enrol(PROFILES['organisation-signing'], signing, {
      subject: nameOf({ C: 'CN', O: '甲', CN: '乙' }),
    });
    expect(ask(below.certificate, { intermediates: [issuing.certificate, signing.certificate] })).toBe('NOT_A_CA');
  });

  it('is refused when it is longer than a CA allows', async () => {
    const sub = await enrol(PROFILES['issuing-ca'], issuing, { subject: nameOf({ C: 'CN', O: '甲', CN: '下级' }) });
    const leaf = await enrol(PROFILES['organisation-signing'], sub, { subject: ORGANISATION });
    expect(ask(leaf.certificate, { intermediates: [issuing.certificate, sub.certificate] })).toBe('PATH_TOO_LONG');
  });

  it('is refused when a CA may not sign certificates', async () => {
    const profile = { ...PROFILES['issuing-ca'], keyUsage: ['cRLSign'] as const };
    const ca = await enrol(profile, root, { subject: nameOf({ C: 'CN', O: '甲', CN: '只签列表' }) });
    const leaf = await enrol(PROFILES['organisation-signing'], ca, { subject: ORGANISATION });
    expect(ask(leaf.certificate, { intermediates: [ca.certificate] })).toBe('CA_KEY_USAGE');
  });

  it('of CAs that sign each other ends', async () => {
    const [a, b] = [nameOf({ C: 'CN', O: '甲', CN: 'A' }), nameOf({ C: 'CN', O: '甲', CN: 'B' })];
    const profile = PROFILES['root-ca'];
    const first = await enrol(profile, undefined, { subject: a });
    const second = await enrol(profile, first, { subject: b });
    const circle = [first, second].map(({ certificate }) => certificate);
    expect(ask(second.certificate, { intermediates: circle })).toBe('ISSUER_UNKNOWN');
  });
});

describe('a chain with revocation looked at', () => {
  const nextUpdate = new Date(NOW.getTime() + 86_400_000);
  const serial = signing.certificate.serial;
  const listOf = async (by: Party, number: bigint, entries: RevokedEntry[] = [], over: Partial<CrlHead> = {}) =>
    parseCrl(
      await buildCrl(
        { issuer: issuerOf(by.certificate), thisUpdate: NOW, nextUpdate, number, ...over, entries },
        by.signer,
      ),
    );
  const answer = async (status: CertificateStatus) => {
    const certId = certIdOf(issuing.certificate, serial);
    const responses = [{ certId, status, thisUpdate: NOW, nextUpdate }];
    const data = { responder: responder.certificate, producedAt: NOW, responses };
    return parseOcspResponse(await buildOcspResponse(data, responder.signer));
  };
  const revoked = { serial, revokedAt: NOW, reason: 'keyCompromise' as const };
  const asking = (revocation: RevocationEvidence) => ask(signing.certificate, { revocation });

  it('needs the status of every certificate, of the end, or only what is known', async () => {
    const [upper, lower] = [await listOf(root, 1n), await listOf(issuing, 1n)];
    expect(asking({ demand: 'all', crls: [upper, lower] })).toBe(3);
    expect(asking({ demand: 'all', crls: [lower] })).toBe('STATUS_UNKNOWN');
    expect(asking({ demand: 'end', crls: [lower] })).toBe(3);
    expect(asking({ demand: 'end', crls: [upper] })).toBe('STATUS_UNKNOWN');
    expect(asking({ demand: 'known' })).toBe(3);
    expect(asking({ demand: 'end', crls: [{ ...lower, tbs: tampered(lower.tbs, -1) }] })).toBe('STATUS_UNKNOWN');
  });

  it('is refused for a revoked certificate, at its place', async () => {
    const crls = [await listOf(root, 1n, [{ ...revoked, serial: issuing.certificate.serial }])];
    const verdict = validatePath(signing.certificate, { ...question, revocation: { demand: 'known', crls } });
    expect(verdict).toMatchObject({ good: false, refusal: 'REVOKED', position: 1 });
    expect(asking({ demand: 'known', crls: [await listOf(issuing, 1n, [revoked])] })).toBe('REVOKED');
  });

  it('follows delta lists', async () => {
    const held = await listOf(issuing, 1n, [{ ...revoked, reason: 'certificateHold' }]);
    const off = await listOf(issuing, 2n, [{ ...revoked, reason: 'removeFromCRL' }], { deltaBase: 1n });
    expect(asking({ demand: 'end', crls: [held] })).toBe('REVOKED');
    expect(asking({ demand: 'end', crls: [held, off] })).toBe(3);
  });

  it('believes OCSP, and what says revoked more than what says good', async () => {
    expect(asking({ demand: 'end', ocspResponses: [await answer({ kind: 'good' })] })).toBe(3);
    expect(asking({ demand: 'end', ocspResponses: [await answer({ kind: 'unknown' })] })).toBe('STATUS_UNKNOWN');
    const ocspResponses = [await answer({ kind: 'revoked', revokedAt: NOW, reason: 'superseded' })];
    expect(asking({ demand: 'known', ocspResponses })).toBe('REVOKED');
    expect(asking({ demand: 'known', ocspResponses, crls: [await listOf(issuing, 1n)] })).toBe('REVOKED');
  });
});

describe('a chain with a responder whose own status matters', () => {
  const nextUpdate = new Date(NOW.getTime() + 86_400_000);

  it('believes it unless it was revoked, or its status is demanded and unknown', async () => {
    const profile = { ...PROFILES['ocsp-responder'], ocspNoCheck: false };
    const by = await enrol(profile, issuing, { subject: responder.certificate.subject });
    const certId = certIdOf(issuing.certificate, signing.certificate.serial);
    const responses = [{ certId, status: { kind: 'good' as const }, thisUpdate: NOW, nextUpdate }];
    const data = { responder: by.certificate, producedAt: NOW, responses };
    const ocspResponses = [parseOcspResponse(await buildOcspResponse(data, by.signer))];
    const list = async (...serials: bigint[]) => {
      const entries = serials.map((serial) => ({ serial, revokedAt: NOW, reason: 'keyCompromise' as const }));
      const head = { issuer: issuerOf(issuing.certificate), thisUpdate: NOW, nextUpdate, number: 1n };
      return parseCrl(await buildCrl({ ...head, entries }, issuing.signer));
    };
    const asking = (revocation: RevocationEvidence, anchors = [issuing.certificate]) =>
      ask(signing.certificate, { anchors, intermediates: [], revocation: { ...revocation, ocspResponses } });
    expect(asking({ demand: 'end' })).toBe(2);
    expect(asking({ demand: 'all' })).toBe('STATUS_UNKNOWN');
    expect(asking({ demand: 'all', crls: [await list()] })).toBe(2);
    // The list says "good" about the certificate itself, so it is only the answer that is lost.
    expect(asking({ demand: 'all', crls: [await list(by.certificate.serial)] })).toBe(2);
    const expired = { ...(await list(by.certificate.serial)), nextUpdate: new Date(NOW.getTime() - 1) };
    expect(asking({ demand: 'all', crls: [expired] })).toBe('STATUS_UNKNOWN');
  });
});

describe('a chain among many', () => {
  const ca = (CN: string) => nameOf({ C: 'CN', O: '甲', CN });
  const profile = PROFILES['intermediate-ca'];

  it('is found over a cross-certificate, with an old and a new key of the same CA beside it', async () => {
    const other = await enrol(PROFILES['root-ca'], undefined, { subject: ca('另一根证书') });
    const cross = await enrol(profile, other, {
      subject: root.certificate.subject,
      publicKey: root.certificate.publicKey,
    });
    const renewed = await enrol(profile, root, { subject: issuing.certificate.subject });
    const intermediates = [renewed, issuing, cross].map(({ certificate }) => certificate);
    expect(ask(signing.certificate, { anchors: [other.certificate], intermediates })).toBe(4);
  });

  it('of mixed algorithms is one', async () => {
    const middle = await enrol(profile, root, { keyAlgorithm: 'p-384', subject: ca('椭圆') });
    const below = await enrol(profile, middle, { keyAlgorithm: 'ml-dsa-44', subject: ca('格') });
    const leaf = await enrol(PROFILES['organisation-signing'], below, { subject: ORGANISATION });
    expect(leaf.certificate.algorithm).toBe('ml-dsa-44');
    const intermediates = [middle.certificate, below.certificate];
    expect(ask(leaf.certificate, { intermediates })).toBe(4);
    expect(ask(parseCertificate(tampered(leaf.certificate.raw, -1)), { intermediates })).toBe('SIGNATURE_INVALID');
  });

  it('that all fail ends soon, however many ways there are', async () => {
    // Every CA certifies every other: the ways grow like a factorial.
    const parties = await Promise.all(
      ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((CN) => enrol(PROFILES['root-ca'], undefined, { subject: ca(CN) })),
    );
    const crossed = await Promise.all(
      parties.flatMap((by) =>
        parties
          .filter((of) => of !== by)
          .map((of) => enrol(profile, by, { subject: of.certificate.subject, publicKey: of.certificate.publicKey })),
      ),
    );
    const [first] = parties;
    const leaf = await enrol(PROFILES['organisation-signing'], first, { subject: ORGANISATION });
    const intermediates = crossed.map(({ certificate }) => certificate);
    expect(ask(leaf.certificate, { intermediates })).toBe('TOO_MANY_PATHS');
    const heap = Array.from({ length: 1_001 }, () => issuing.certificate);
    expect(ask(signing.certificate, { intermediates: heap })).toBe('TOO_MANY_PATHS');
  });

  it('is judged by the purposes of the end certificate', () => {
    const asking = (purpose: string) => ask(responder.certificate, { extendedKeyUsage: [purpose] });
    expect(asking(OID.ocspSigning)).toBe(3);
    expect(asking(OID.timeStamping)).toBe('EXTENDED_KEY_USAGE');
    expect(ask(signing.certificate, { extendedKeyUsage: [OID.timeStamping] })).toBe(3);
  });
});
