import { certificates, production } from '@yinxin/contract';
import { engine } from '@yinxin/gm';
import { creditCode } from '@yinxin/identifiers';
import { parseCertificate, serialText, verifyCertificateSignature } from '@yinxin/pki';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { connect } from '../platform/database/index.ts';
import { transaction } from '../platform/index.ts';
import type { TestBrowser } from '../platform/testing/index.ts';
import { request } from './issuing.ts';
import { base64, bytesOf, type Desk, openDesk, pairAndAsk, produce, prove, subjectFrom } from './testing/desk.ts';

let desk: Desk;
let browser: TestBrowser;
beforeAll(async () => {
  desk = await openDesk();
  browser = await desk.staff('production');
});
afterAll(() => desk.close());

describe('production at the desk', () => {
  test('[JX-45] from a blank medium to certificates that are proven to be on it', async () => {
    const application = desk.application();
    const { view, issued, token, serial, params } = await produce(browser, desk, application);
    expect(view).toMatchObject({ status: 'made', mediumSerial: serial });
    expect(application.state).toBe('made');
    const [sign, encrypt] = [parseCertificate(bytesOf(issued.sign)), parseCertificate(bytesOf(issued.encrypt))];
    const issuer = parseCertificate(bytesOf(issued.chain[0] ?? ''));
    const root = parseCertificate(bytesOf(issued.chain[1] ?? ''));
    expect(verifyCertificateSignature(sign, issuer.publicKey)).toBe(true);
    expect(verifyCertificateSignature(encrypt, issuer.publicKey)).toBe(true);
    expect(verifyCertificateSignature(issuer, root.publicKey)).toBe(true);
    expect(sign.subjectRaw).toEqual(encrypt.subjectRaw);
    expect(sign.serial).not.toBe(encrypt.serial);
    expect(sign.extensions.identity.get('1.2.156.10260.4.1.4')).toBe(application.creditCode);
    // The encryption key reached the medium through its envelope: it opens what is encrypted to the certificate.
    const secret = new Uint8Array([1, 2, 3, 4]);
    expect(await token.decrypt(engine().encrypt(encrypt.publicKey, secret))).toEqual(secret);
    expect(application.certificates.map(({ use }) => use)).toEqual(['sign', 'encrypt']);
    const { items } = await browser.call(production.media, { query: { q: serial } });
    expect(items).toMatchObject([{ serial, state: 'made', applicationNumber: application.applicationNumber }]);
    expect(await browser.call(production.read, { params })).toMatchObject({ status: 'made' });
    const actions = desk.facts.filter(({ subject }) => subject.id === application.applicationId).map((f) => f.action);
    expect(actions).toEqual(['production.started', 'certificate.issued', 'production.made']);
  });

  test('[JX-45] every step may be repeated and gives the same result', async () => {
    const application = desk.application();
    const { params, serial, request, issued, nonce, signature } = await produce(browser, desk, application);
    const again = await browser.call(production.request, { params, body: { mediumSerial: serial, request } });
    expect(again).toEqual({ ...issued, status: 'made' });
    const confirmed = await browser.call(production.confirm, {
      params,
      body: { mediumSerial: serial, nonce, signature },
    });
    expect(confirmed.status).toBe('made');
  });

  test('[JX-09] when the order becomes void its certificates are revoked and the medium goes out of use', async () => {
    const application = desk.application();
    const { serial, issued, params } = await produce(browser, desk, application);
    const { deps } = desk.server;
    await transaction(deps.db, (tx) => desk.media.service(deps).voided(tx, application.applicationId));
    const { items } = await browser.call(production.media, { query: { q: serial } });
    expect(items).toMatchObject([{ serial, state: 'spoiled' }]);
    for (const text of [issued.sign, issued.encrypt]) {
      const q = serialText(parseCertificate(bytesOf(text)).serial);
      const found = await browser.call(certificates.search, { query: { q } });
      expect(found.items).toMatchObject([{ status: 'revoked', revocationReason: 'affiliationChanged' }]);
    }
    expect(await browser.call(production.read, { params })).toMatchObject({ status: 'waiting' });
  });

  test('the same pair again gives the same personalisation; another medium or card is refused', async () => {
    const application = desk.application();
    const token = desk.medium();
    const { params, serial, passwordCard } = await pairAndAsk(browser, desk, application, token);
    const transportKey = base64(token.status().transportPublicKey);
    const repeated = await browser.call(production.personalise, {
      params,
      body: { mediumSerial: serial.toLowerCase(), transportKey, passwordCard },
    });
    expect(await token.personalise(bytesOf(repeated.envelope))).toEqual({ resumed: true });
    const other = desk.medium().status();
    const body = { mediumSerial: other.serial, transportKey: base64(other.transportPublicKey), passwordCard };
    const refused = await browser.refused(production.personalise, { params, body });
    expect(refused).toMatchObject({ code: 'PRODUCTION_OTHER_PAIR', params: { serial, card: passwordCard } });
    const foreignKey = base64(engine().generateKeyPair().publicKey);
    const swapped = { mediumSerial: serial, transportKey: foreignKey, passwordCard };
    expect((await browser.refused(production.personalise, { params, body: swapped })).code).toBe('MEDIUM_KEY_WRONG');
  });

  test('a medium or card of another order is refused, and nothing of the attempt remains', async () => {
    const first = await pairAndAsk(browser, desk, desk.application(), desk.medium());
    const application = desk.application();
    const params = { id: application.applicationId };
    const spare = desk.medium().status();
    const transportKey = base64(spare.transportPublicKey);
    const taken = { mediumSerial: first.serial, transportKey, passwordCard: await desk.card() };
    expect((await browser.refused(production.personalise, { params, body: taken })).code).toBe('MEDIUM_NOT_BLANK');
    const used = { mediumSerial: spare.serial, transportKey, passwordCard: first.passwordCard };
    expect((await browser.refused(production.personalise, { params, body: used })).code).toBe('PASSWORD_CARD_USED');
    expect(await browser.call(production.read, { params })).toMatchObject({ status: 'waiting', mediumSerial: null });
    expect(application.state).toBe('production');
  });

  test.each([
    ['YK260201-000001-Y', 'MEDIUM_SERIAL_WRONG', undefined],
    ['', 'MEDIUM_SERIAL_WRONG', undefined],
    [undefined, 'PASSWORD_CARD_UNKNOWN', 'MK260201-999999-A'],
    [undefined, 'PASSWORD_CARD_UNKNOWN', 'nonsense'],
  ])('a mistyped number (medium %s) is refused: %s', async (typed, code, cardNumber) => {
    const { serial, transportPublicKey } = desk.medium().status();
    const params = { id: desk.application().applicationId };
    const body = {
      mediumSerial: typed ?? serial,
      transportKey: base64(transportPublicKey),
      passwordCard: cardNumber ?? (await desk.card()),
    };
    expect((await browser.refused(production.personalise, { params, body })).code).toBe(code);
  });

  test('an order that is not in production refuses, and the medium stays blank', async () => {
    const params = { id: desk.application({ state: 'elsewhere' }).applicationId };
    const { serial, transportPublicKey } = desk.medium().status();
    const passwordCard = await desk.card();
    const body = { mediumSerial: serial, transportKey: base64(transportPublicKey), passwordCard };
    expect((await browser.refused(production.personalise, { params, body })).code).toBe('COMMAND_NOT_NOW');
    const { items } = await browser.call(production.media, { query: { q: serial } });
    expect(items).toEqual([]);
    const cards = await browser.call(production.passwordCards, { query: { state: 'fresh', size: 100 } });
    expect(cards.items.map(({ number }) => number)).toContain(passwordCard);
  });

  test('somebody without the role, or an order that does not exist', async () => {
    const params = { id: desk.application().applicationId };
    const reviewer = await desk.staff('reviewer');
    expect((await reviewer.refused(production.read, { params })).code).toBe('NOT_ALLOWED');
    expect((await reviewer.refused(production.abandon, { params, body: { reason: 'no role' } })).code).toBe(
      'NOT_ALLOWED',
    );
    expect((await desk.server.browser().refused(production.read, { params })).code).toBe('NOT_SIGNED_IN');
    const nobody = { id: '01900000-0000-7000-8000-000000000000' };
    expect((await browser.refused(production.read, { params: nobody })).code).toBe('NOT_FOUND');
  });
});

describe('requests that are not what they say', () => {
  test('steps out of order', async () => {
    const params = { id: desk.application().applicationId };
    const { serial } = desk.medium().status();
    const body = { mediumSerial: serial, request: 'AAAA' };
    expect((await browser.refused(production.request, { params, body })).code).toBe('PRODUCTION_NOT_PAIRED');
    expect((await browser.refused(production.nonce, { params })).code).toBe('PRODUCTION_NOT_PAIRED');
    const { params: paired } = await pairAndAsk(browser, desk, desk.application(), desk.medium());
    expect((await browser.refused(production.nonce, { params: paired })).code).toBe('PRODUCTION_NOT_ISSUED');
  });

  test('a tampered, truncated, foreign or nonsensical PKCS#10 issues nothing', async () => {
    const application = desk.application();
    const token = desk.medium();
    const { params, serial, request } = await pairAndAsk(browser, desk, application, token);
    const ask = async (bytes: Uint8Array) =>
      (await browser.refused(production.request, { params, body: { mediumSerial: serial, request: base64(bytes) } }))
        .code;
    const good = bytesOf(request);
    const altered = good.slice();
    altered[altered.length - 5] = (altered.at(-5) ?? 0) ^ 1;
    expect(await ask(altered)).toBe('REQUEST_PROOF_WRONG');
    expect(await ask(good.subarray(0, 100))).toBe('REQUEST_UNREADABLE');
    expect(await ask(new Uint8Array([0x30, 0x00]))).toBe('REQUEST_UNREADABLE');
    expect(await ask(new Uint8Array(Buffer.from('not a request')))).toBe('REQUEST_UNREADABLE');
    const { items } = await browser.call(certificates.search, { query: { q: application.applicationNumber } });
    expect(items).toEqual([]);
  });

  test('a request for another organisation is refused', async () => {
    const token = desk.medium();
    const { params, serial, paired } = await pairAndAsk(browser, desk, desk.application(), token);
    const subject = { ...subjectFrom(paired), O: '别的公司', CN: '别的公司' };
    const request = base64(await token.createRequest(subject));
    const refused = await browser.refused(production.request, { params, body: { mediumSerial: serial, request } });
    expect(refused.code).toBe('REQUEST_SUBJECT_WRONG');
    expect(refused.detail.zh).toContain('别的公司');
  });

  test('the request of another medium: wrong serial, and a key that is certified already', async () => {
    const organisation = { name: '同名公司', creditCode: creditCode.numbered(7) };
    const done = await produce(browser, desk, desk.application(organisation));
    const application = desk.application(organisation);
    const { params, serial } = await pairAndAsk(browser, desk, application, desk.medium());
    const wrong = { mediumSerial: done.serial, request: done.request };
    expect(await browser.refused(production.request, { params, body: wrong })).toMatchObject({
      code: 'MEDIUM_WRONG',
      params: { expected: serial },
    });
    const reused = { mediumSerial: serial, request: done.request };
    expect((await browser.refused(production.request, { params, body: reused })).code).toBe('REQUEST_KEY_REUSED');
  });

  test('another key for an order that was issued is refused until production was abandoned', async () => {
    const application = desk.application();
    const { params, serial, issued, paired } = await (async () => {
      const asked = await pairAndAsk(browser, desk, application, desk.medium());
      const body = { mediumSerial: asked.serial, request: asked.request };
      return { ...asked, issued: await browser.call(production.request, { params: asked.params, body }) };
    })();
    const other = await pairAndAsk(browser, desk, desk.application({ name: application.name }), desk.medium());
    expect(other.paired.subject.organisation).toBe(paired.subject.organisation);
    const body = { mediumSerial: serial, request: other.request };
    expect((await browser.refused(production.request, { params, body })).code).toBe('PRODUCTION_ALREADY_ISSUED');

    const abandoned = await browser.call(production.abandon, { params, body: { reason: '介质损坏' } });
    expect(abandoned).toMatchObject({ status: 'waiting', mediumSerial: null });
    const search = await browser.call(certificates.search, { query: { q: application.applicationNumber } });
    expect(search.items.map(({ status, revocationReason }) => [status, revocationReason])).toEqual([
      ['revoked', 'superseded'],
      ['revoked', 'superseded'],
    ]);
    const again = await produce(browser, desk, application);
    expect(again.issued.sign).not.toBe(issued.sign);
    const after = await browser.call(certificates.search, {
      query: { q: application.applicationNumber, status: 'good' },
    });
    expect(after.total).toBe(2);
    const media = await browser.call(production.media, { query: { q: serial } });
    expect(media.items).toMatchObject([{ state: 'spoiled' }]);
  });
});

describe('confirmation', () => {
  const issued = async () => {
    const token = desk.medium();
    const asked = await pairAndAsk(browser, desk, desk.application(), token);
    const body = { mediumSerial: asked.serial, request: asked.request };
    const answer = await browser.call(production.request, { params: asked.params, body });
    const { nonce } = await browser.call(production.nonce, { params: asked.params });
    return { ...asked, token, answer, nonce };
  };

  test('a signature of another key, for another site, over another nonce or another certificate is refused', async () => {
    const { params, serial, token, answer, nonce } = await issued();
    const confirm = async (signature: string) =>
      (await browser.refused(production.confirm, { params, body: { mediumSerial: serial, nonce, signature } })).code;
    const stranger = await issued();
    expect(await confirm(await prove(stranger.token, nonce, answer.sign, desk.server.url))).toBe(
      'CONFIRMATION_SIGNATURE_WRONG',
    );
    expect(await confirm(await prove(token, nonce, answer.sign, 'https://evil.example'))).toBe(
      'CONFIRMATION_SIGNATURE_WRONG',
    );
    expect(await confirm(await prove(token, stranger.nonce, answer.sign, desk.server.url))).toBe(
      'CONFIRMATION_SIGNATURE_WRONG',
    );
    expect(await confirm(await prove(token, nonce, answer.encrypt, desk.server.url))).toBe(
      'CONFIRMATION_SIGNATURE_WRONG',
    );
    expect(await confirm('AAAA')).toBe('CONFIRMATION_SIGNATURE_WRONG');
  });

  test('an old nonce, somebody else’s nonce, and a nonce after its time are refused', async () => {
    const { params, serial, token, answer, nonce } = await issued();
    const fresh = await browser.call(production.nonce, { params });
    const old = { mediumSerial: serial, nonce, signature: await prove(token, nonce, answer.sign, desk.server.url) };
    expect((await browser.refused(production.confirm, { params, body: old })).code).toBe('CONFIRMATION_NONCE_WRONG');
    await desk.server.advance({ minutes: 11 });
    const late = {
      ...old,
      nonce: fresh.nonce,
      signature: await prove(token, fresh.nonce, answer.sign, desk.server.url),
    };
    expect((await browser.refused(production.confirm, { params, body: late })).code).toBe('CONFIRMATION_NONCE_WRONG');
  });

  test('a made medium is not abandoned but revoked', async () => {
    const { params } = await produce(browser, desk, desk.application());
    const refused = await browser.refused(production.abandon, { params, body: { reason: '不要了' } });
    expect(refused.code).toBe('PRODUCTION_FINISHED');
  });
});

describe('races', () => {
  test('two desks pair two media with one order: one wins', async () => {
    const params = { id: desk.application().applicationId };
    const cards = [await desk.card(), await desk.card()];
    const attempts = await Promise.allSettled(
      cards.map((passwordCard) => {
        const { serial, transportPublicKey } = desk.medium().status();
        const body = { mediumSerial: serial, transportKey: base64(transportPublicKey), passwordCard };
        return browser.call(production.personalise, { params, body });
      }),
    );
    expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('one medium for two orders at once: one wins', async () => {
    const { serial, transportPublicKey } = desk.medium().status();
    const cards = [await desk.card(), await desk.card()];
    const attempts = await Promise.allSettled(
      cards.map((passwordCard) =>
        browser.call(production.personalise, {
          params: { id: desk.application().applicationId },
          body: { mediumSerial: serial, transportKey: base64(transportPublicKey), passwordCard },
        }),
      ),
    );
    expect(attempts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('the same request from two browsers at once gives one pair', async () => {
    const application = desk.application();
    const { params, serial, request } = await pairAndAsk(browser, desk, application, desk.medium());
    const second = await desk.staff('production');
    const body = { mediumSerial: serial, request };
    const [left, right] = await Promise.all([
      browser.call(production.request, { params, body }),
      second.call(production.request, { params, body }),
    ]);
    expect(left).toEqual(right);
    // Far more than the pool has connections: some are asked to come back, all who are answered get the one pair.
    const crowd = await Promise.allSettled(
      Array.from({ length: 40 }, () => second.call(production.request, { params, body })),
    );
    const answered = crowd.flatMap((one) => (one.status === 'fulfilled' ? [one.value.sign] : []));
    expect(new Set(answered)).toEqual(new Set([left.sign]));
    for (const one of crowd) if (one.status === 'rejected') expect(one.reason.problem.code).toBe('ISSUANCE_BUSY');
    const { total } = await browser.call(certificates.search, { query: { q: application.applicationNumber } });
    expect(total).toBe(2);
  });
});

describe('a small pool', () => {
  test('a crowd issues on one connection: nobody holds it while issuance needs it', async () => {
    const { deps } = desk.server;
    const asked = [];
    for (let n = 0; n < 4; n += 1) asked.push(await pairAndAsk(browser, desk, desk.application(), desk.medium()));
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(deps.db);
    const url = new URL(inject('postgresUrl'));
    url.pathname = `/${rows[0]?.name}`;
    const db = connect(url.href, { max: 1 });
    const issuance = desk.issuance.service({ ...deps, db });
    try {
      const { clock, sealing } = deps;
      const tools = { clock, sealing, issuance, ports: desk.ports, origins: () => [], selfRegistering: false };
      const actor = { id: 'li', name: '李', roles: ['production'] };
      // Twice each at once: the same request waits for itself too.
      const issued = await Promise.all(
        [...asked, ...asked].map(({ params, serial, request: made }) =>
          request(tools, db, params.id, { mediumSerial: serial, request: bytesOf(made) }, actor),
        ),
      );
      expect(new Set(issued.map(({ pair }) => base64(pair.sign))).size).toBe(4);
      expect(issued.map(({ status }) => status)).toEqual(Array(8).fill('issued'));
    } finally {
      await issuance.close();
      await db.destroy();
    }
  });

  test('given up while it was being issued, and the process died: the pair is taken back', async () => {
    const { deps } = desk.server;
    const application = desk.application();
    const { params, serial, request: made } = await pairAndAsk(browser, desk, application, desk.medium());
    await browser.call(production.request, { params, body: { mediumSerial: serial, request: made } });
    // As it stands when giving up came before the pair was reserved, and nobody lived to see the pair.
    await sql`update production set status = 'abandoned', issuing_since = ${deps.clock.now()}
      where application_id = ${params.id}`.execute(deps.db);
    await desk.server.advance({ minutes: 10 });
    const found = await browser.call(certificates.search, { query: { q: application.applicationNumber } });
    expect(found.items.map(({ status }) => status)).toEqual(['revoked', 'revoked']);
    const { rows } = await sql`
      select 1 from production where application_id = ${params.id} and issuing_since is not null`.execute(deps.db);
    expect(rows).toEqual([]);
  });
});

describe('an order that became void while its medium was being made', () => {
  test('issues nothing', async () => {
    const application = desk.application();
    const { params, serial, request } = await pairAndAsk(browser, desk, application, desk.medium());
    application.state = 'elsewhere';
    const refused = await browser.refused(production.request, { params, body: { mediumSerial: serial, request } });
    expect(refused.code).toBe('COMMAND_NOT_NOW');
    const { total } = await browser.call(certificates.search, { query: { q: application.applicationNumber } });
    expect(total).toBe(0);
  });
});
