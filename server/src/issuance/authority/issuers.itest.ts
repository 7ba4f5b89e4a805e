import { authorities, type CeremonyAct } from '@yinxin/contract';
import {
  buildOcspRequest,
  type Certificate,
  certIdOf,
  encodePem,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  verifyCertificateSignature,
  verifyCrlSignature,
  verifyOcspResponse,
} from '@yinxin/pki';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { transaction } from '../../platform/index.ts';
import { startResponder } from '../../responder/index.ts';
import type { IssuedPair } from '../index.ts';
import type { IssuanceTables } from '../tables.ts';
import { type House, holder, openHouse, openssl, subscriber } from '../testing/house.ts';
import { authorityMigrations } from './migrations.ts';

type Asked = readonly (readonly [Certificate, bigint])[];
let house: House;
let perform: (act: CeremonyAct) => Promise<void>;
beforeAll(async () => {
  // Real time: a responder outside the sandbox asks no other clock.
  house = await openHouse({}, new Date().toISOString());
  const [anna, ben] = [await house.staff('administrator'), await house.staff('administrator')];
  perform = async (act) => {
    const { id } = await anna.browser.call(authorities.propose, { body: { act, reason: 'as agreed in writing' } });
    await ben.browser.call(authorities.decide, { params: { id }, body: { decision: 'approve' } });
    await house.server.deps.jobs.idle();
    expect(await ben.browser.call(authorities.ceremony, { params: { id } })).toMatchObject({ status: 'done' });
  };
  await perform({
    kind: 'create-issuing',
    name: 'issuing-two',
    parent: 'root',
    subject: { organisation: '示例电子认证服务有限公司', commonName: 'Example Issuing CA Two' },
    years: 10,
    algorithm: 'sm2',
    store: 'files',
    profiles: ['organisation-signing'],
  });
  await perform({ kind: 'assign', authority: 'issuing-two', profile: 'organisation-signing', programme: 'two' });
});
afterAll(() => house.server.close());

const ca = async (name: string) => (await house.issuance.open()).authorities.ca(name).certificate;
const issue = async (programme = 'one') => {
  const organisation = { ...subscriber(), programme };
  return house.issuance.issuePair(organisation, 'YK-TEST', (await holder(organisation)).request);
};
const crl = async (name: string) => {
  const response = await fetch(`${house.server.url}/crl/${name}.crl`);
  return parseCrl(new Uint8Array(await response.arrayBuffer()));
};
const listed = async (name: string) => [...(await crl(name)).entries.keys()];
const ask = (...about: Asked) => askAt(house.server.url, about);
const askAt = async (url: string, about: Asked) => {
  const body = buildOcspRequest({
    certIds: about.map(([issuer, serial]) => certIdOf(issuer, serial)),
    nonce: undefined,
  });
  const response = await fetch(`${url}/ocsp`, { method: 'POST', body: Buffer.from(body) });
  return parseOcspResponse(new Uint8Array(await response.arrayBuffer()));
};
/** What the responder of this CA, and of no other, says of a certificate. */
const statusBy = async (issuer: Certificate, { serial }: Certificate, url = house.server.url) => {
  const verdict = verifyOcspResponse(await askAt(url, [[issuer, serial]]), {
    issuer,
    serial,
    at: house.server.clock.now(),
  });
  return verdict.good ? verdict.status.kind : verdict.refusal;
};
const revoke = (pair: IssuedPair) => {
  const [one, two] = [{ id: crypto.randomUUID() }, { id: crypto.randomUUID() }].map((who) => ({
    ...who,
    name: 'x',
    roles: [],
  }));
  return transaction(house.server.deps.db, async (tx) => {
    if (!one || !two) throw new Error('nobody');
    const serial = pair.certificates[0]?.serial ?? '';
    const { id } = await house.issuance.askRevocation(tx, { serial, reason: 'keyCompromise', note: 'test' }, one);
    await house.issuance.decideRevocation(tx, id, 'approve', two);
  });
};
const verifies = (pair: IssuedPair) => {
  const [own, issuer, root] = [pair.sign, ...pair.chain].map((raw) => parseCertificate(raw));
  if (!own || !issuer || !root) throw new Error('the chain is too short');
  expect(verifyCertificateSignature(own, issuer) && verifyCertificateSignature(issuer, root)).toBe(true);
  const files = Object.fromEntries(
    [own, issuer, root].map((one, i) => [`${i}.pem`, encodePem('CERTIFICATE', one.raw)]),
  );
  for (const [above, below] of [
    ['2', '1'],
    ['1', '0'],
  ] as const) {
    const args = [
      'verify',
      '-vfyopt',
      'distid:1234567812345678',
      '-partial_chain',
      '-CAfile',
      `${above}.pem`,
      `${below}.pem`,
    ];
    const said = openssl(args, files);
    if (said !== null) expect(said).toMatch(/^0\n.*OK/s);
  }
  return own;
};

describe('two CAs that issue at once', () => {
  test('each pair is of the CA its programme was given, names that CA’s addresses, and verifies to the root', async () => {
    const [one, two] = await Promise.all([issue(), issue('two')]);
    const [first, second] = [verifies(one), verifies(two)];
    expect(first.issuerRaw).toEqual((await ca('issuing')).subjectRaw);
    expect(second.issuerRaw).toEqual((await ca('issuing-two')).subjectRaw);
    expect(parseCertificate(two.encrypt).issuerRaw).toEqual(second.issuerRaw);
    const base = house.server.deps.config.statusUrl;
    expect(second.extensions.crlUrls).toEqual([`${base}/crl/issuing-two.crl`]);
    expect(second.extensions.caIssuersUrls).toEqual([`${base}/ca/issuing-two.cer`]);
    const served = await fetch(`${house.server.url}/ca/issuing-two.cer`);
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(two.chain[0]);
  });

  test('each is answered for by the responder of its CA: by the CertID of the other it is unknown', async () => {
    const [one, two] = (await Promise.all([issue(), issue('two')])).map(({ sign }) => parseCertificate(sign));
    if (!one || !two) throw new Error('nothing was issued');
    const [first, second] = [await ca('issuing'), await ca('issuing-two')];
    expect(await statusBy(first, one)).toBe('good');
    expect(await statusBy(second, two)).toBe('good');
    expect(await statusBy(first, two)).toBe('unknown');
    expect(await statusBy(second, one)).toBe('unknown');
    const mixed = await ask([second, two.serial], [first, one.serial]);
    expect(mixed.responses.map(({ status }) => status.kind)).toEqual(['good', 'unknown']);
    expect(mixed.certificates[0]?.issuerRaw).toEqual(second.subjectRaw);
  });

  test('a process that only answers has the responders of both', async () => {
    const [one, two] = (await Promise.all([issue(), issue('two')])).map(({ sign }) => parseCertificate(sign));
    if (!one || !two) throw new Error('nothing was issued');
    await house.issuance.runDue();
    const { db, config } = house.server.deps;
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
    const databaseUrl = new URL(inject('postgresUrl'));
    databaseUrl.pathname = `/${rows[0]?.name ?? ''}`;
    const answering = await startResponder({
      databaseUrl: databaseUrl.href,
      passphrase: config.secrets.ocspPassphrase ?? config.secrets.caPassphrase,
      host: '127.0.0.1',
      port: 0,
      path: '/ocsp',
      responderId: 'name',
      sandbox: false,
    });
    try {
      const [first, second] = [await ca('issuing'), await ca('issuing-two')];
      const at = (issuer: Certificate, about: Certificate) => statusBy(issuer, about, answering.url);
      expect([await at(first, one), await at(second, two)]).toEqual(['good', 'good']);
      expect([await at(first, two), await at(second, one)]).toEqual(['unknown', 'unknown']);
    } finally {
      await answering.close();
    }
  });

  test('each revocation is in the list of its CA, and in no other', async () => {
    const [one, two] = await Promise.all([issue(), issue('two')]);
    for (const pair of [one, two]) await revoke(pair);
    await house.server.deps.jobs.idle();
    const [first, second] = [parseCertificate(one.sign).serial, parseCertificate(two.sign).serial];
    expect(await listed('issuing')).toContain(first);
    expect(await listed('issuing')).not.toContain(second);
    expect(await listed('issuing-two')).toContain(second);
    expect(await listed('issuing-two')).not.toContain(first);
    for (const name of ['issuing', 'issuing-two']) {
      expect(verifyCrlSignature(await crl(name), await ca(name))).toBe(true);
    }
    expect(await statusBy(await ca('issuing-two'), parseCertificate(two.sign))).toBe('revoked');
  });
});

describe('the CA that issues by default gets a new key', () => {
  test('new pairs are of the successor; what the former one issued stays revocable and answered, by its own key', async () => {
    const before = await issue();
    const former = await ca('issuing');
    // An order that was reserved under the former CA is finished with it.
    const waiting = { ...subscriber(), programme: 'one' };
    const { request } = await holder(waiting);
    house.fault = (step) => {
      if (step === 2) throw new Error('power cut');
    };
    await expect(house.issuance.issuePair(waiting, 'YK-TEST', request)).rejects.toThrow('power cut');
    house.fault = () => {};
    await perform({
      kind: 'renew-new-key',
      authority: 'issuing',
      name: 'issuing-next',
      years: 12,
      algorithm: 'sm2',
      store: 'files',
    });
    const after = await issue();
    const successor = await ca('issuing-next');
    expect(successor.subjectRaw).toEqual(former.subjectRaw);
    expect(after.chain[0]).toEqual(successor.raw);
    expect(verifyCertificateSignature(verifies(after), former)).toBe(false);
    const finished = await house.issuance.issuePair(waiting, 'YK-TEST', request);
    expect(finished.chain[0]).toEqual(former.raw);
    expect(verifyCertificateSignature(verifies(finished), former)).toBe(true);
    const [old, fresh] = [parseCertificate(before.sign), parseCertificate(after.sign)];
    expect(await statusBy(former, old)).toBe('good');
    expect(await statusBy(successor, fresh)).toBe('good');
    await revoke(before);
    await revoke(after);
    await house.server.deps.jobs.idle();
    expect([await statusBy(former, old), await statusBy(successor, fresh)]).toEqual(['revoked', 'revoked']);
    expect(await listed('issuing')).toContain(old.serial);
    expect(await listed('issuing')).not.toContain(fresh.serial);
    expect(await listed('issuing-next')).toEqual(expect.arrayContaining([fresh.serial]));
    expect(verifyCrlSignature(await crl('issuing'), former)).toBe(true);
    expect(verifyCrlSignature(await crl('issuing-next'), successor)).toBe(true);
    // Its responder goes on being renewed.
    await house.server.advance({ days: 80 });
    await house.issuance.runDue();
    expect(await statusBy(former, old)).toBe('revoked');
  });
});

test('rows from before the column get the CA that verifies them', async () => {
  const { db } = house.server.deps;
  const ofCas = () =>
    db
      .withTables<IssuanceTables>()
      .selectFrom('certificate')
      .select(['serial', 'authority'])
      .where('use', 'in', ['root-ca', 'issuing-ca'])
      .orderBy('serial')
      .execute();
  const [before, first] = [await ofCas(), await issue()];
  await sql`alter table certificate drop column authority cascade`.execute(db);
  await authorityMigrations['076-issuance-certificate-authority']?.up(db);
  expect(await ofCas()).toEqual(before);
  expect(new Set(before.map(({ authority }) => authority))).toEqual(new Set(['root']));
  const { rows } = await sql<{ authority: string }>`select distinct authority from certificate
    where serial = any(${first.certificates.map(({ serial }) => serial)}::text[])`.execute(db);
  expect(rows).toEqual([{ authority: 'issuing' }]);
});
