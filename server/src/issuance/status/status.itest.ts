import { randomBytes } from 'node:crypto';
import { certificates } from '@yinxin/contract';
import {
  buildOcspRequest,
  type Certificate,
  certIdOf,
  encodePem,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  verifyCrlSignature,
  verifyOcspResponse,
} from '@yinxin/pki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../platform/index.ts';
import type { Superseded } from '../index.ts';
import { journalFile } from '../journal/file.ts';
import { journalPlace } from '../service.ts';
import { type House, holder, openHouse, openssl, subscriber } from '../testing/house.ts';

let house: House;
let issuing: Certificate;
let root: Certificate;
beforeAll(async () => {
  house = await openHouse();
  const { authority } = await house.issuance.open();
  issuing = authority.issuing.certificate;
  root = authority.root.certificate;
});
afterAll(() => house.server.close());

const get = (address: string, init?: RequestInit) => fetch(house.server.url + address, init);
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());
const issue = async () => {
  const organisation = subscriber();
  const key = await holder(organisation);
  const pair = await house.issuance.issuePair(organisation, 'YK-TEST', key.request);
  return { organisation, pair, sign: parseCertificate(pair.sign), encrypt: parseCertificate(pair.encrypt) };
};
const crl = async (role: 'issuing' | 'root' = 'issuing') => parseCrl(await bytesOf(await get(`/crl/${role}.crl`)));
/** An answer that only says why there is none is five bytes: SEQUENCE { ENUMERATED code }. */
const WHY: Readonly<Record<number, string>> = { 1: 'malformedRequest', 6: 'unauthorized' };
const readAnswer = (bytes: Uint8Array) =>
  bytes.length === 5
    ? { status: WHY[bytes[4] ?? 0] ?? 'another', basic: undefined }
    : { status: 'successful', basic: parseOcspResponse(bytes) };
const post = async (body: Uint8Array) => {
  const headers = { 'content-type': 'application/ocsp-request' };
  const response = await get('/ocsp', { method: 'POST', headers, body: Buffer.from(body) });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/ocsp-response');
  expect(response.headers.getSetCookie()).toEqual([]);
  return readAnswer(await bytesOf(response));
};
const ask = async (certificate: { readonly serial: bigint }, algorithm: 'sm3' | 'sha1' | 'sha256' = 'sm3') => {
  const nonce = new Uint8Array(randomBytes(16));
  const { serial } = certificate;
  const answer = await post(buildOcspRequest({ certIds: [certIdOf(issuing, serial, algorithm)], nonce }));
  if (!answer.basic) return answer.status;
  const at = house.server.clock.now();
  const verdict = verifyOcspResponse(answer.basic, { issuer: issuing, serial, nonce, at });
  return verdict.good ? verdict.status : verdict.refusal;
};

describe('OCSP', () => {
  test.each(['sm3', 'sha1', 'sha256'] as const)(
    'good with a CertID in %s, nonce repeated, delegated responder',
    async (hash) => {
      const { sign, encrypt } = await issue();
      expect(await ask(sign, hash)).toEqual({ kind: 'good' });
      expect(await ask(encrypt, hash)).toEqual({ kind: 'good' });
    },
  );

  test('unknown for a serial that was never published', async () => {
    expect(await ask({ serial: 0x1234567890n })).toEqual({ kind: 'unknown' });
  });

  test('by GET, as RFC 6960 appendix A.1 writes it', async () => {
    const { sign } = await issue();
    const question = buildOcspRequest({ certIds: [certIdOf(issuing, sign.serial)], nonce: undefined });
    const text = Buffer.from(question).toString('base64');
    for (const path of [encodeURIComponent(text), text]) {
      const answer = readAnswer(await bytesOf(await get(`/ocsp/${path}`)));
      expect(answer.status).toBe('successful');
    }
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['text', new Uint8Array(Buffer.from('hello'))],
    ['a truncated structure', new Uint8Array([0x30, 0x82, 0x01])],
    ['an empty list', new Uint8Array([0x30, 0x04, 0x30, 0x02, 0x30, 0x00])],
  ])('%s is a malformedRequest', async (_name, body) => {
    expect((await post(body)).status).toBe('malformedRequest');
    const response = await get(`/ocsp/${encodeURIComponent(Buffer.from(body).toString('base64')) || 'x'}`);
    expect(readAnswer(await bytesOf(response)).status).toBe('malformedRequest');
  });

  test('another CA’s certificates are not ours to answer for', async () => {
    const { sign } = await issue();
    const foreign = buildOcspRequest({ certIds: [certIdOf(root, sign.serial)], nonce: undefined });
    expect((await post(foreign)).status).toBe('unauthorized');
    const mixed = { certIds: [certIdOf(root, 1n), certIdOf(issuing, sign.serial)], nonce: undefined };
    const answer = await post(buildOcspRequest(mixed));
    if (!answer.basic) throw new Error(answer.status);
    expect(answer.basic.responses.map(({ status }) => status.kind)).toEqual(['unknown', 'good']);
  });

  test('the responder is renewed before its certificate ends', async () => {
    const { sign } = await issue();
    const first = (await (await house.issuance.open()).responder.current()).certificate;
    await house.server.advance({ days: 61 });
    await house.server.deps.jobs.runDue();
    const second = (await (await house.issuance.open()).responder.current()).certificate;
    expect(second.notAfter > first.notAfter).toBe(true);
    await house.server.advance({ days: 100 });
    expect(await ask(sign)).toEqual({ kind: 'good' });
  });
});

describe('CRL', () => {
  test('is there before the first revocation, for both CAs, signed, and good for seven days', async () => {
    for (const [role, ca] of [
      ['issuing', issuing],
      ['root', root],
    ] as const) {
      const list = await crl(role);
      expect(verifyCrlSignature(list, ca.publicKey)).toBe(true);
      expect(list.issuerRaw).toEqual(ca.subjectRaw);
      expect((list.nextUpdate?.getTime() ?? 0) - list.thisUpdate.getTime()).toBe(7 * 86_400_000);
    }
  });

  test('is served with an ETag, outside /api, without cookies; what is known is not sent again', async () => {
    const response = await get('/crl/issuing.crl');
    const etag = response.headers.get('etag') ?? '';
    expect(response.headers.get('content-type')).toBe('application/pkix-crl');
    expect(response.headers.getSetCookie()).toEqual([]);
    const again = await get('/crl/issuing.crl', { headers: { 'if-none-match': `W/${etag}, "other"` } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('numbers only grow, a day brings a new list, and a list never runs out unnoticed', async () => {
    const first = await crl();
    await house.server.advance({ days: 1, minutes: 1 });
    await house.server.deps.jobs.runDue();
    const second = await crl();
    expect((second.number ?? 0n) > (first.number ?? 0n)).toBe(true);
    const { crl: publisher } = await house.issuance.open();
    await Promise.all([publisher.publish('issuing'), publisher.publish('issuing'), publisher.publish('issuing')]);
    expect((await crl()).number).toBe((second.number ?? 0n) + 3n);
    await house.server.advance({ days: 30 });
    const late = await crl();
    expect((late.nextUpdate ?? new Date(0)) > house.server.clock.now()).toBe(true);
  });

  test('CA certificates are at their addresses', async () => {
    expect(await bytesOf(await get('/ca/issuing.cer'))).toEqual(issuing.raw);
    expect(await bytesOf(await get('/ca/root.cer'))).toEqual(root.raw);
  });
});

describe('revocation', () => {
  test('one person asks, another decides; both certificates are revoked in OCSP at once and in the CRL soon', async () => {
    const { pair, sign, encrypt } = await issue();
    const serial = pair.certificates[0]?.serial ?? '';
    const service = await house.staff('customer-service', 'back-office');
    const other = await house.staff('administrator');
    const body = { serial: serial.toLowerCase(), reason: 'keyCompromise' as const, note: '介质丢失' };
    const request = await service.browser.call(certificates.requestRevocation, { body });
    expect(request).toMatchObject({ status: 'open', reason: 'keyCompromise', decidedBy: null });
    expect(request.serials.toSorted()).toEqual(pair.certificates.map((one) => one.serial).toSorted());
    expect((await service.browser.refused(certificates.requestRevocation, { body })).code).toBe(
      'REVOCATION_ALREADY_ASKED',
    );
    const params = { id: request.id };
    const approve = { decision: 'approve' as const };
    expect((await service.browser.refused(certificates.decideRevocation, { params, body: approve })).code).toBe(
      'REVOCATION_OWN_REQUEST',
    );
    expect(await ask(sign)).toEqual({ kind: 'good' });

    const done = await other.browser.call(certificates.decideRevocation, { params, body: approve });
    expect(done).toMatchObject({ status: 'done', decidedBy: `staff ${other.id}` });
    expect(await ask(sign)).toMatchObject({ kind: 'revoked', reason: 'keyCompromise' });
    expect(house.news.at(-1)).toMatchObject({ act: 'revoke', reason: 'keyCompromise' });
    expect(house.news.at(-1)?.serials.toSorted()).toEqual(request.serials.toSorted());
    expect(await ask(encrypt)).toMatchObject({ kind: 'revoked' });
    await house.server.deps.jobs.idle();
    const { entries } = await crl();
    expect(entries.get(sign.serial)?.reason).toBe('keyCompromise');
    expect(entries.has(encrypt.serial)).toBe(true);

    expect((await other.browser.refused(certificates.decideRevocation, { params, body: approve })).code).toBe(
      'REVOCATION_DECIDED',
    );
    expect((await service.browser.refused(certificates.requestRevocation, { body })).code).toBe(
      'CERTIFICATE_ALREADY_REVOKED',
    );
    const found = await other.browser.call(certificates.search, { query: { q: serial } });
    expect(found.items).toMatchObject([{ status: 'revoked', revocationReason: 'keyCompromise' }]);
    expect(house.facts.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['revocation.requested', 'certificate.revoked']),
    );
  });

  test('a pair gives way to an approved business without a second person: logged, recorded, told once', async () => {
    const { pair, sign, organisation } = await issue();
    const serials = pair.certificates.map((one) => one.serial).toSorted();
    const { db } = house.server.deps;
    const why = { reason: 'superseded', cause: 'JX260302-9' } as const;
    const [first, told] = [pair.certificates[0]?.serial ?? '', house.news.length];
    const give = (what: Superseded) => transaction(db, (tx) => house.issuance.supersede(tx, what, why));
    expect((await give({ serials: [first] })).toSorted()).toEqual(serials);
    expect(await give({ serials: [first] })).toEqual([]);
    expect(await give({ applicationId: organisation.applicationId })).toEqual([]);
    expect(await give({ serials: ['ABCDEF'] })).toEqual([]);
    expect(await ask(sign)).toMatchObject({ kind: 'revoked', reason: 'superseded' });
    expect(house.news.slice(told)).toEqual([{ serials: expect.anything(), act: 'revoke', reason: 'superseded' }]);
    expect(house.news.at(-1)?.serials.toSorted()).toEqual(serials);
    expect(house.facts.at(-1)).toMatchObject({ action: 'certificate.superseded', details: { cause: 'JX260302-9' } });
    const { lines } = await journalFile(journalPlace(house.server.deps.config)).read();
    const recorded = lines.flatMap(({ body }) => (body.kind === 'status' ? [body.serial] : []));
    expect(recorded).toEqual(expect.arrayContaining(serials));
    // What is done in a transaction that does not come to pass did not happen.
    const other = await issue();
    await expect(
      transaction(db, async (tx) => {
        await house.issuance.supersede(tx, { applicationId: other.organisation.applicationId }, why);
        throw new Error('not after all');
      }),
    ).rejects.toThrow('not after all');
    expect(await ask(other.sign)).toEqual({ kind: 'good' });
  });

  test('refused, nothing changes and it may be asked again', async () => {
    const { pair, sign } = await issue();
    const [asker, decider] = [await house.staff('production'), await house.staff('back-office')];
    const body = { serial: pair.certificates[1]?.serial ?? '', reason: 'superseded' as const, note: '误报' };
    const { id } = await asker.browser.call(certificates.requestRevocation, { body });
    const refused = await decider.browser.call(certificates.decideRevocation, {
      params: { id },
      body: { decision: 'refuse' },
    });
    expect(refused.status).toBe('refused');
    expect(await ask(sign)).toEqual({ kind: 'good' });
    await expect(asker.browser.call(certificates.requestRevocation, { body })).resolves.toMatchObject({
      status: 'open',
    });
    const { items } = await decider.browser.call(certificates.revocationRequests, { query: { status: 'open' } });
    expect(items.some(({ serials }) => serials.includes(body.serial))).toBe(true);
  });

  test('two people asking, and two people deciding, at once: one of each', async () => {
    const { pair } = await issue();
    const body = { serial: pair.certificates[0]?.serial ?? '', reason: 'superseded' as const, note: '同时' };
    const askers = await Promise.all([house.staff('customer-service'), house.staff('production')]);
    const asked = await Promise.allSettled(
      askers.map(({ browser }) => browser.call(certificates.requestRevocation, { body })),
    );
    const requests = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(requests).toHaveLength(1);
    const params = { id: requests[0]?.id ?? '' };
    const deciders = await Promise.all([house.staff('back-office'), house.staff('administrator')]);
    const decided = await Promise.allSettled(
      deciders.map(({ browser }) =>
        browser.call(certificates.decideRevocation, { params, body: { decision: 'approve' } }),
      ),
    );
    expect(decided.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('unknown serials, CA certificates, expired pairs and people without the role are refused', async () => {
    const { pair } = await issue();
    const { browser } = await house.staff('customer-service');
    const refused = async (serial: string) => {
      const body = { serial, reason: 'superseded' as const, note: '试试' };
      return (await browser.refused(certificates.requestRevocation, { body })).code;
    };
    expect(await refused('ABCDEF')).toBe('CERTIFICATE_UNKNOWN');
    expect(await refused(issuing.serial.toString(16))).toBe('CERTIFICATE_UNKNOWN');
    const reviewer = await house.staff('reviewer');
    const body = { serial: pair.certificates[0]?.serial ?? '', reason: 'superseded' as const, note: '试试' };
    expect((await reviewer.browser.refused(certificates.requestRevocation, { body })).code).toBe('NOT_ALLOWED');
    await house.server.advance({ days: 366 });
    const later = await house.staff('customer-service');
    expect((await later.browser.refused(certificates.requestRevocation, { body })).code).toBe('CERTIFICATE_EXPIRED');
  });
});

describe('an organisation', () => {
  test('sees its own certificates and nobody else’s', async () => {
    const { organisation } = await issue();
    await issue();
    const browser = house.server.browser();
    await browser.signIn({ kind: 'organisation', subject: organisation.organisationId });
    const { items } = await browser.call(certificates.own, {});
    expect(items.map(({ use, applicationId }) => [use, applicationId])).toEqual([
      ['sign', organisation.applicationId],
      ['encrypt', organisation.applicationId],
    ]);
    expect((await browser.refused(certificates.search, { query: {} })).code).toBe('NOT_ALLOWED');
  });
});

describe('openssl agrees', () => {
  const DISTID = ['-vfyopt', 'distid:1234567812345678'];
  test('about the chain, the CRL and an OCSP answer', async (context) => {
    // The clock of this server is ahead of the machine's: openssl is told the time.
    const at = Math.floor(house.server.clock.now().getTime() / 1000) + 1;
    const { pair, sign } = await issue();
    const files = {
      'root.pem': encodePem('CERTIFICATE', root.raw),
      'issuer.pem': encodePem('CERTIFICATE', issuing.raw),
      'sign.pem': encodePem('CERTIFICATE', pair.sign),
      'encrypt.pem': encodePem('CERTIFICATE', pair.encrypt),
      'crl.der': await bytesOf(await get('/crl/issuing.crl')),
      'ocsp.der': await bytesOf(
        await get('/ocsp', {
          method: 'POST',
          body: Buffer.from(buildOcspRequest({ certIds: [certIdOf(issuing, sign.serial, 'sha1')], nonce: undefined })),
        }),
      ),
    };
    // The command sets the signer id for the certificate in question only, so the chain is checked link by link.
    const chain = ['-attime', String(at), '-partial_chain', '-CAfile', 'issuer.pem'];
    const link = ['-attime', String(at), '-CAfile', 'root.pem'];
    const verified = openssl(['verify', ...DISTID, ...chain, 'sign.pem', 'encrypt.pem'], files);
    if (verified === null) return context.skip();
    expect(verified).toMatch(/^0\nsign\.pem: OK\nencrypt\.pem: OK/);
    expect(openssl(['verify', ...DISTID, ...link, 'issuer.pem'], files)).toMatch(/^0\nissuer\.pem: OK/);
    const wrongId = openssl(['verify', '-vfyopt', 'distid:somebody', ...chain, 'sign.pem'], files);
    expect(wrongId).not.toMatch(/^0/);
    const list = openssl(['crl', '-inform', 'DER', '-in', 'crl.der', '-noout', '-text'], files);
    expect(list).toMatch(/^0\n/);
    expect(list).toContain('X509v3 CRL Number');
    expect(list).toContain('Key Compromise');
    const answer = openssl(['ocsp', '-respin', 'ocsp.der', '-noverify', '-resp_text'], files);
    expect(answer).toContain('OCSP Response Status: successful');
    expect(answer).toContain('Cert Status: good');
    expect(answer).toContain('OCSP Signing');
  });
});
