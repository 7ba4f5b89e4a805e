import { describe, expect, it } from 'vitest';
import { makeAuthority, NOW } from '../testing/authority.ts';
import { openssl, opensslVersion } from '../testing/openssl.ts';
import { tampered, vector } from '../testing/vectors.ts';
import { type Certificate, issuerOf, parseCertificate } from '../x509/parse.ts';
import { buildCrl } from './build.ts';
import { parseCrl, verifyCrlSignature } from './parse.ts';
import { REVOCATION_REASONS, type RevocationReason, type RevokedEntry } from './reason.ts';
import { verifyCrl } from './verify.ts';

const { issuing, root, signing } = await makeAuthority();
const nextUpdate = new Date('2026-06-02T00:00:00Z');
const make = (entries: RevokedEntry[], number = 7n) =>
  buildCrl({ issuer: issuerOf(issuing.certificate), thisUpdate: NOW, nextUpdate, number, entries }, issuing.signer);
const reasons = Object.keys(REVOCATION_REASONS).filter(
  (name): name is RevocationReason => name in REVOCATION_REASONS && name !== 'removeFromCRL',
);

describe('revocation lists', () => {
  it('made elsewhere are read and verify', () => {
    const crl = parseCrl(vector('crl'));
    expect(verifyCrlSignature(crl, parseCertificate(vector('cert-root')).publicKey)).toBe(true);
    expect(crl.number).toBe(1n);
    expect([...crl.entries.values()]).toEqual([
      { serial: 0x5000000000001002n, revokedAt: new Date('2025-01-15T08:00:00Z'), reason: 'keyCompromise' },
    ]);
  });

  it('come back with every reason, number and key identifier', async () => {
    const entries = reasons.map((reason, i) => ({ serial: BigInt(i + 1), revokedAt: NOW, reason }));
    const crl = parseCrl(await make(entries, 2n ** 70n));
    expect([...crl.entries.values()]).toEqual(entries);
    expect(crl).toMatchObject({ number: 2n ** 70n, thisUpdate: NOW, nextUpdate });
    expect(crl.authorityKeyId).toEqual(issuing.certificate.extensions.subjectKeyId);
    expect(verifyCrlSignature(crl, issuing.certificate.publicKey)).toBe(true);
  });

  it('may be empty', async () => {
    expect(parseCrl(await make([])).entries.size).toBe(0);
  });

  it('may be long', async () => {
    const count = 20_000;
    const entries = Array.from({ length: count }, (_, i) => ({
      serial: (1n << 120n) + BigInt(i),
      revokedAt: NOW,
      reason: 'superseded' as const,
    }));
    const crl = parseCrl(await make(entries));
    expect(crl.entries.size).toBe(count);
    expect(crl.entries.get((1n << 120n) + 19_999n)).toEqual(entries[19_999]);
  }, 60_000);

  it('are refused under another key or after any change of what is signed', async () => {
    const raw = await make([{ serial: 99n, revokedAt: NOW, reason: 'superseded' }]);
    expect(verifyCrlSignature(parseCrl(raw), root.certificate.publicKey)).toBe(false);
    const crl = parseCrl(raw);
    expect(verifyCrlSignature({ ...crl, tbs: tampered(crl.tbs, -1) }, issuing.certificate.publicKey)).toBe(false);
    expect(verifyCrlSignature(parseCrl(tampered(raw, -1)), issuing.certificate.publicKey)).toBe(false);
  });

  it('are believed from their CA, while they are fresh', async () => {
    const crl = parseCrl(await make([]));
    const believe = (issuer: Certificate, at: Date, list = crl) => verifyCrl(list, { issuer, at });
    expect(believe(issuing.certificate, NOW)).toEqual({ good: true });
    expect(believe(root.certificate, NOW)).toEqual({ good: false, refusal: 'ANOTHER_ISSUER' });
    expect(believe(issuing.certificate, new Date('2026-06-02T00:00:01Z'))).toEqual({ good: false, refusal: 'STALE' });
    expect(believe(issuing.certificate, new Date('2026-05-31T00:00:00Z'))).toEqual({
      good: false,
      refusal: 'NOT_YET_VALID',
    });
    const forged = { ...crl, tbs: tampered(crl.tbs, -1) };
    expect(believe(issuing.certificate, NOW, forged)).toEqual({ good: false, refusal: 'SIGNATURE_INVALID' });
  });

  it('are not believed from a certificate that may not sign lists', async () => {
    const data = { issuer: issuerOf(signing.certificate), thisUpdate: NOW, nextUpdate, number: 1n, entries: [] };
    const crl = parseCrl(await buildCrl(data, signing.signer));
    const verdict = verifyCrl(crl, { issuer: signing.certificate, at: NOW });
    expect(verdict).toEqual({ good: false, refusal: 'ISSUER_MAY_NOT_SIGN' });
  });

  it.runIf(opensslVersion)('are shown by openssl with serial, reason and number', async () => {
    const raw = await make([{ serial: 0xabcdefn, revokedAt: NOW, reason: 'keyCompromise' }]);
    const { output } = openssl(['crl', '-inform', 'DER', '-in', 'c.crl', '-noout', '-text'], { 'c.crl': raw });
    expect(output).toMatch(/Serial Number: ABCDEF/);
    expect(output).toMatch(/Key Compromise/);
    expect(output).toMatch(/CRL Number:\s+7/);
    expect(openssl(['asn1parse', '-inform', 'DER', '-in', 'c.crl'], { 'c.crl': raw }).good).toBe(true);
    expect(openssl(['asn1parse', '-inform', 'DER', '-in', 'c.crl'], { 'c.crl': raw.subarray(0, -3) }).good).toBe(false);
  });
});
