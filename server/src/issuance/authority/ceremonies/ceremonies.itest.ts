import { authorities, type CeremonyAct } from '@yinxin/contract';
import {
  buildRequest,
  type Certificate,
  decodePem,
  encodePem,
  generatePrivateKey,
  memorySigner,
  nameOf,
  parseCertificate,
  parseRequest,
  verifyCertificateSignature,
  verifyRequest,
} from '@yinxin/pki';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestBrowser } from '../../../platform/testing/index.ts';
import { journalFile } from '../../journal/file.ts';
import { journalPlace } from '../../service.ts';
import type { IssuanceTables } from '../../tables.ts';
import { type House, openHouse, openssl } from '../../testing/house.ts';
import { type OutsideRoot, outsideRoot } from '../../testing/outside-root.ts';
import { hold } from './service.ts';

let house: House;
let [anna, ben, eve]: TestBrowser[] = [];
const who = (browser: TestBrowser | undefined): TestBrowser => {
  if (!browser) throw new Error('nobody');
  return browser;
};
beforeAll(async () => {
  house = await openHouse();
  anna = (await house.staff('administrator')).browser;
  ben = (await house.staff('administrator')).browser;
  eve = (await house.staff('auditor')).browser;
});
afterAll(() => house.server.close());

const reason = 'as agreed in writing';
const subject = (commonName: string) => ({ organisation: '示例电子认证服务有限公司', commonName });
const tables = () => house.server.deps.db.withTables<IssuanceTables>();

/** Proposed by one, approved by another, held by the job. */
async function perform(act: CeremonyAct) {
  const proposed = await who(anna).call(authorities.propose, { body: { act, reason } });
  await who(ben).call(authorities.decide, { params: { id: proposed.id }, body: { decision: 'approve' } });
  await house.server.deps.jobs.idle();
  return who(eve).call(authorities.ceremony, { params: { id: proposed.id } });
}
const rowsOf = (name: string) =>
  tables()
    .selectFrom('certificate')
    .select(['serial', 'tbs', 'certificate'])
    .where('subject', 'like', `%${name}%`)
    .execute();
const detail = (name: string) => who(eve).call(authorities.detail, { params: { name } });
async function own(name: string): Promise<Certificate> {
  const { certificates: all } = await detail(name);
  return parseCertificate(decodePem('CERTIFICATE', all.find(({ kind }) => kind === 'own')?.pem ?? ''));
}

describe('the CAs that were there before', () => {
  test('are rows: an active root, and the issuing CA that issues where nothing else is said', async () => {
    const { items } = await who(eve).call(authorities.list, {});
    expect(items).toMatchObject([
      {
        name: 'root',
        kind: 'root',
        state: 'active',
        algorithm: 'sm2',
        isDefault: false,
        parent: null,
        key: { ready: true },
      },
      {
        name: 'issuing',
        kind: 'issuing',
        state: 'active',
        isDefault: true,
        parent: 'root',
        store: 'files',
        activation: null,
      },
    ]);
  });

  test('their store is green and names them', async () => {
    const { items } = await who(eve).call(authorities.keyStores, {});
    expect(items).toMatchObject([{ name: 'files', kind: 'file', state: 'ready', authorities: ['root', 'issuing'] }]);
  });
});

describe('a ceremony', () => {
  const act: CeremonyAct = {
    kind: 'create-root',
    name: 'root-p256',
    subject: subject('Example Root CA (P-256)'),
    years: 20,
    algorithm: 'ecdsa-p256',
    store: 'files',
  };

  test('shows its consequences, is proposed by one and approved by another, and makes one CA once', async () => {
    const { consequences } = await who(anna).call(authorities.preview, { body: { act } });
    expect(consequences.map(({ code }) => code)).toContain('ROOT_IS_TRUSTED_ANEW');
    const proposed = await who(anna).call(authorities.propose, { body: { act, reason } });
    expect(proposed).toMatchObject({ status: 'proposed', isOwn: true });
    const params = { id: proposed.id };
    const own = await who(anna).refused(authorities.decide, { params, body: { decision: 'approve' } });
    expect(own.code).toBe('CEREMONY_OWN');
    const twice = await who(ben).refused(authorities.propose, { body: { act, reason } });
    expect(twice.code).toBe('CEREMONY_PENDING');
    expect((await who(eve).call(authorities.list, {})).items).toHaveLength(2);
    await who(ben).call(authorities.decide, { params, body: { decision: 'approve', note: 'seen' } });
    await house.server.deps.jobs.idle();
    const done = await who(eve).call(authorities.ceremony, { params });
    expect(done).toMatchObject({ status: 'done', authority: 'root-p256', problem: null });
    expect(done.serials).toHaveLength(1);
    const again = await who(ben).refused(authorities.decide, { params, body: { decision: 'approve' } });
    expect(again.code).toBe('CEREMONY_DECIDED');
    expect(house.facts.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['ceremony.proposed', 'ceremony.approved', 'ceremony.done']),
    );
  });

  test('may be refused, and then makes nothing', async () => {
    const body = { act: { ...act, name: 'unwanted' }, reason };
    const { id } = await who(anna).call(authorities.propose, { body });
    const refused = await who(ben).call(authorities.decide, {
      params: { id },
      body: { decision: 'refuse', note: 'no' },
    });
    expect(refused).toMatchObject({ status: 'refused', note: 'no' });
    await house.server.deps.jobs.idle();
    expect((await who(eve).call(authorities.list, {})).items.map(({ name }) => name)).not.toContain('unwanted');
  });

  test('auditors read and propose nothing', async () => {
    expect((await who(eve).refused(authorities.propose, { body: { act, reason } })).code).toBe('NOT_ALLOWED');
  });
});

describe('issuing CAs', () => {
  test.each([
    ['sm2', 'root', 'issuing-sm2'],
    ['ecdsa-p256', 'root-p256', 'issuing-p256'],
    ['rsa-3072', 'root-p256', 'issuing-rsa'],
  ] as const)('with an %s key under %s are accepted by openssl', async (algorithm, parent, name) => {
    const done = await perform({
      kind: 'create-issuing',
      name,
      parent,
      subject: subject(`Example Issuing CA ${name}`),
      years: 5,
      algorithm,
      store: 'files',
      profiles: ['organisation-ecdsa'],
    });
    expect(done).toMatchObject({ status: 'done', problem: null });
    const made = await detail(name);
    expect(made).toMatchObject({ state: 'active', algorithm, parent, isDefault: false, key: { ready: true } });
    const [root, issued] = [await own(parent), await own(name)];
    expect(verifyCertificateSignature(issued, root)).toBe(true);
    const said = openssl(
      [
        'verify',
        ...(parent === 'root' ? ['-vfyopt', 'distid:1234567812345678'] : []),
        '-partial_chain',
        '-CAfile',
        'root.pem',
        'issued.pem',
      ],
      { 'root.pem': encodePem('CERTIFICATE', root.raw), 'issued.pem': encodePem('CERTIFICATE', issued.raw) },
    );
    if (said !== null) expect(said).toMatch(/^0\n.*OK/s);
  });

  test('every one is in the journal, before and after it was signed', async () => {
    const { lines } = await journalFile(journalPlace(house.server.deps.config)).read();
    const made = await tables().selectFrom('certificate').select('serial').where('use', '=', 'issuing-ca').execute();
    expect(made.length).toBeGreaterThan(3);
    // The first issuing CA was made before there was a journal.
    const told = (kind: string) =>
      lines.filter(({ body }) => body.kind === kind).map(({ body }) => 'serial' in body && body.serial);
    const later = made.map(({ serial }) => serial).filter((serial) => told('intent').includes(serial));
    expect(later).toHaveLength(made.length - 1);
    for (const serial of later) expect(told('issue')).toContain(serial);
  });
});

describe('stopped in the middle', () => {
  test.each(['prepared', 'recorded'] as const)('after %s: the next start signs the same bytes, once', async (half) => {
    const { ceremonies } = await house.issuance.open();
    const name = `stopped-${half}`;
    const act: CeremonyAct = {
      kind: 'create-issuing',
      name,
      parent: 'root',
      subject: subject(name),
      years: 3,
      algorithm: 'sm2',
      store: 'files',
      profiles: [],
    };
    const { id } = await who(anna).call(authorities.propose, { body: { act, reason } });
    // Approved without the job, so that only this test holds it.
    await tables()
      .updateTable('ceremony')
      .set({ status: 'approved', decided_at: new Date() })
      .where('id', '=', id)
      .execute();
    const stop = (at: string) => {
      if (at === half) throw new Error('power cut');
    };
    await expect(hold({ ...ceremonies, after: stop }, id)).rejects.toThrow('power cut');
    const bytes = await rowsOf(name);
    expect(bytes).toHaveLength(1);
    expect(bytes[0]?.certificate).toBeNull();
    await Promise.all([hold(ceremonies, id), hold(ceremonies, id), house.issuance.runDue()]);
    const after = await rowsOf(name);
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ serial: bytes[0]?.serial, tbs: bytes[0]?.tbs });
    expect(Buffer.from((await own(name)).tbs)).toEqual(bytes[0]?.tbs);
  });
});

describe('an outside root', () => {
  let outside: OutsideRoot;
  beforeAll(async () => {
    outside = await outsideRoot(() => house.server.clock.now());
  });

  test('gets our request and gives a certificate; only one for this key and subject is taken', async () => {
    await perform({
      kind: 'create-request',
      name: 'under-outside',
      subject: subject('Example CA under another'),
      algorithm: 'ecdsa-p256',
      store: 'files',
      profiles: [],
    });
    expect(await detail('under-outside')).toMatchObject({ state: 'requested', requestPending: true, notAfter: null });
    const blob = await who(eve).call(authorities.request, { params: { name: 'under-outside' } });
    const request = parseRequest(decodePem('CERTIFICATE REQUEST', await blob.text()));
    expect(verifyRequest(request)).toBe(true);
    const chain = [encodePem('CERTIFICATE', outside.certificate)];
    const name = { C: 'CN', O: subject('').organisation, CN: 'Example CA under another' } as const;
    const good = await outside.certify(request, name, 'issuing-ca');
    const bad: [string, Uint8Array | string][] = [
      ['CA_CERTIFICATE_UNREADABLE', 'nothing'],
      [
        'CA_CERTIFICATE_UNFIT',
        await outside.certify(memorySigner(await generatePrivateKey('p-256')), name, 'issuing-ca'),
      ],
      ['CA_CERTIFICATE_UNFIT', await outside.certify(request, { ...name, CN: 'Another' }, 'issuing-ca')],
      ['CA_CERTIFICATE_UNFIT', await outside.certify(request, name, 'organisation-ecdsa')],
      ['CA_CERTIFICATE_UNFIT', good.map((byte, at) => (at === good.length - 1 ? byte ^ 1 : byte))],
    ];
    for (const [code, certificate] of bad) {
      const pem = typeof certificate === 'string' ? certificate : encodePem('CERTIFICATE', certificate);
      const act: CeremonyAct = { kind: 'import-certificate', authority: 'under-outside', certificate: pem, chain };
      expect((await who(anna).refused(authorities.propose, { body: { act, reason } })).code).toBe(code);
    }
    await perform({
      kind: 'import-certificate',
      authority: 'under-outside',
      certificate: encodePem('CERTIFICATE', good),
      chain,
    });
    const made = await detail('under-outside');
    expect(made).toMatchObject({ state: 'active', requestPending: false });
    expect(made.chain.map(({ subject: name }) => name)).toEqual([expect.stringContaining('Outside Root')]);
  });

  test('an outside CA is cross-certified by its request, and the path through us holds', async () => {
    const foreign = memorySigner(await generatePrivateKey('p-256'));
    const request = encodePem(
      'CERTIFICATE REQUEST',
      await buildRequest(nameOf({ C: 'CN', O: 'Elsewhere', CN: 'Foreign CA' }), foreign),
    );
    const act: CeremonyAct = { kind: 'cross-sign', issuer: 'root-p256', request, name: 'foreign', years: 3 };
    const tampered = request.replace(/\n(.)/, (_, first) => `\n${first === 'A' ? 'B' : 'A'}`);
    expect(
      (await who(anna).refused(authorities.propose, { body: { act: { ...act, request: tampered }, reason } })).code,
    ).toBe('CA_REQUEST_UNFIT');
    expect(await perform(act)).toMatchObject({ status: 'done', problem: null });
    expect(await detail('foreign')).toMatchObject({ kind: 'cross', state: 'active', store: null, parent: 'root-p256' });
    const [root, crossed] = [await own('root-p256'), await own('foreign')];
    expect(verifyCertificateSignature(crossed, root)).toBe(true);
    expect(crossed.publicKey).toEqual(foreign.publicKey);
  });

  test('one of our roots is cross-certified by another', async () => {
    expect(await perform({ kind: 'cross-sign', issuer: 'root', authority: 'root-p256', years: 5 })).toMatchObject({
      status: 'done',
    });
    const { certificates: all } = await detail('root-p256');
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(['cross', 'own']);
  });
});

describe('renewal', () => {
  test('with the same key: a new certificate, the old one stays known', async () => {
    const before = await own('issuing-p256');
    await house.server.advance({ hours: 1 });
    expect(await perform({ kind: 'renew-same-key', authority: 'issuing-p256', years: 6 })).toMatchObject({
      status: 'done',
    });
    const after = await own('issuing-p256');
    expect(after.publicKey).toEqual(before.publicKey);
    expect(after.notAfter > before.notAfter).toBe(true);
    const { certificates: all } = await detail('issuing-p256');
    expect(all.map(({ kind }) => kind)).toEqual(['own', 'renewed']);
  });

  test('with a new key: a successor with the same name takes over, the old one is retired', async () => {
    await tables()
      .insertInto('issuer_assignment')
      .values({ profile: 'organisation-ecdsa', programme: '', authority: 'issuing-p256' })
      .execute();
    expect(
      await perform({
        kind: 'renew-new-key',
        authority: 'issuing-p256',
        name: 'issuing-p256-2',
        years: 6,
        algorithm: 'ecdsa-p256',
        store: 'files',
      }),
    ).toMatchObject({ status: 'done', problem: null });
    const [old, next] = [await own('issuing-p256'), await own('issuing-p256-2')];
    expect(next.subjectRaw).toEqual(old.subjectRaw);
    expect(next.publicKey).not.toEqual(old.publicKey);
    expect(await detail('issuing-p256')).toMatchObject({ state: 'retired', assignments: [] });
    expect(await detail('issuing-p256-2')).toMatchObject({
      state: 'active',
      assignments: [{ profile: 'organisation-ecdsa', programme: null }],
    });
    const { authorities: opened } = await house.issuance.open();
    const issuer = await opened.issuerFor(house.server.deps.db, { profile: 'organisation-ecdsa', programme: 'any' });
    expect(issuer.name).toBe('issuing-p256-2');
    expect((await opened.issuerFor(house.server.deps.db, { profile: 'organisation-signing' })).name).toBe('issuing');
  });
});

describe('bad input is refused and makes nothing', () => {
  const root: CeremonyAct = {
    kind: 'create-root',
    name: 'another',
    subject: subject('Another'),
    years: 5,
    algorithm: 'sm2',
    store: 'files',
  };
  const issuing: CeremonyAct = { ...root, kind: 'create-issuing', parent: 'root', profiles: [] };
  test.each<[string, CeremonyAct]>([
    ['AUTHORITY_NAME_TAKEN', { ...root, name: 'root' }],
    ['KEY_STORE_UNKNOWN', { ...root, store: 'nowhere' }],
    ['AUTHORITY_UNKNOWN', { ...issuing, parent: 'nobody' }],
    ['AUTHORITY_KIND_WRONG', { ...issuing, parent: 'issuing' }],
    ['CEREMONY_INPUT_WRONG', { ...issuing, profiles: ['root-ca'] }],
    ['AUTHORITY_NOT_ACTIVE', { kind: 'renew-same-key', authority: 'issuing-p256', years: 2 }],
    ['AUTHORITY_KIND_WRONG', { kind: 'renew-same-key', authority: 'under-outside', years: 2 }],
    ['CA_REQUEST_NONE', { kind: 'import-certificate', authority: 'issuing', certificate: 'x', chain: ['x'] }],
    ['CEREMONY_INPUT_WRONG', { kind: 'cross-sign', issuer: 'root', years: 2 }],
    ['AUTHORITY_KIND_WRONG', { kind: 'cross-sign', issuer: 'root', authority: 'root', years: 2 }],
    ['CA_REQUEST_UNFIT', { kind: 'cross-sign', issuer: 'root', request: 'nothing', name: 'other', years: 2 }],
    ['CEREMONY_INPUT_WRONG', { kind: 'retire', authority: 'issuing', reason: 'no more' }],
    ['AUTHORITY_KIND_WRONG', { kind: 'assign', authority: 'root' }],
    ['AUTHORITY_KIND_WRONG', { kind: 'assign', authority: 'issuing-p256-2' }],
    ['AUTHORITY_KIND_WRONG', { kind: 'assign', authority: 'issuing-rsa', profile: 'organisation-signing' }],
    ['CEREMONY_INPUT_WRONG', { kind: 'assign', authority: 'issuing-sm2', profile: 'organisation-encryption' }],
    ['CEREMONY_INPUT_WRONG', { kind: 'assign', authority: 'issuing-sm2', profile: 'ocsp-responder' }],
    ['CEREMONY_VALIDITY', { ...issuing, years: 30 }],
    ['CEREMONY_INPUT_WRONG', { kind: 'assign', authority: 'issuing', programme: 'one' }],
  ])('%s: %j', async (code, act) => {
    const before = await tables().selectFrom('certificate').select('serial').execute();
    expect((await who(anna).refused(authorities.propose, { body: { act, reason } })).code).toBe(code);
    expect(await tables().selectFrom('certificate').select('serial').execute()).toHaveLength(before.length);
    expect(house.facts.at(-1)).toMatchObject({ action: 'ceremony.not-possible', details: { kind: act.kind, code } });
  });

  test('what cannot be held is told in the ceremony, makes no row, and can be given up', async () => {
    const act: CeremonyAct = { ...issuing, name: 'too-late', years: 20 };
    const body = { act: { ...act, years: 1 }, reason };
    const { id } = await who(anna).call(authorities.propose, { body });
    // Meanwhile the rules of the house have become others.
    await tables()
      .updateTable('ceremony')
      .set({ act: JSON.stringify({ ...act, years: 30 }), status: 'approved', decided_at: new Date() })
      .where('id', '=', id)
      .execute();
    await who(anna).call(authorities.run, { params: { id } });
    await house.server.deps.jobs.idle();
    const params = { id };
    expect(await who(eve).call(authorities.ceremony, { params })).toMatchObject({
      status: 'approved',
      problem: 'CEREMONY_VALIDITY',
    });
    expect((await who(eve).refused(authorities.detail, { params: { name: 'too-late' } })).code).toBe(
      'AUTHORITY_UNKNOWN',
    );
    expect(await who(ben).call(authorities.decide, { params, body: { decision: 'refuse' } })).toMatchObject({
      status: 'refused',
    });
  });
});
