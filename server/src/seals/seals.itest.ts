import { consoleSeals, seals } from '@yinxin/contract';
import { parseCertificate } from '@yinxin/pki';
import { isHolder, parseSeal, verifySeal } from '@yinxin/seal';
import { authenticationMessage, certificateDigest, SEAL_LIMITS, signedBytes } from '@yinxin/token';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '../applications/index.ts';
import { house, ORGANISATION } from '../applications/testing/player.ts';
import { openSealHall, type SealHall } from './testing/hall.ts';

let hall: SealHall;
beforeAll(async () => {
  hall = await openSealHall();
});
afterAll(() => hall?.server.close());

const sealOf = (applicationId: string) => hall.work((tx) => hall.seals.sealFor(tx, applicationId));
const statusOf = async (id: string) => (await (await hall.organisation()).call(seals.read, { params: { id } })).status;
const reports = async (applicationId: string) => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from application_event
    where application_id = ${applicationId} and type = 'seal-made'`.execute(hall.server.deps.db);
  return rows[0]?.n;
};
const install = (applicationId: string, sealId: string, mediumSerial: string | null) => {
  const command: Command = { type: 'seal-installed', sealId, mediumSerial: mediumSerial ?? '' };
  return hall.execute(applicationId, command, house);
};

/** An order whose seal is made. */
async function made(
  business: 'seal-apply' | 'seal-change' = 'seal-apply',
  held?: Awaited<ReturnType<SealHall['held']>>,
) {
  const subject = held ?? (await hall.held());
  const order = await hall.orderAt(business, 'seal', subject);
  await hall.server.deps.jobs.idle(30_000);
  const seal = await sealOf(order.id);
  if (!seal) throw new Error('no seal was made');
  return { order, subject, seal };
}

describe('a seal for a held certificate', () => {
  test('[PA-43] is made, signed by the maker of the house, and bound to its certificate', async () => {
    const { order, subject, seal } = await made();
    expect((await hall.read(order.id)).seal).toMatchObject({ id: seal.id, installedAt: null });
    const parsed = parseSeal(seal.object);
    expect(parsed).toMatchObject({ standard: 'GB/T 38540-2020', id: seal.id, name: seal.name });
    expect(parsed.validTo.toISOString()).toBe(subject.notAfter);
    expect(seal).toMatchObject({
      notAfter: new Date(subject.notAfter),
      certificate: certificateDigest(subject.certificate),
      replaces: null,
    });
    expect(seal.picture.length).toBeLessThan(SEAL_LIMITS.pictureBytes);
    expect(seal.object.length).toBeLessThan(SEAL_LIMITS.objectBytes);
    const maker = await hall.issuance.sealMaker(seal.notAfter);
    const [issuer, ...above] = maker.chain;
    const root = above.at(-1);
    if (!issuer || !root) throw new Error('no chain');
    const question = {
      at: hall.server.clock.now(),
      anchors: [root],
      intermediates: [issuer],
      holder: subject.certificate,
    };
    expect(verifySeal(parsed, question)).toEqual({ good: true, findings: [] });
    // A tampered twin: another name of the same length, everything else as signed.
    const twin = Uint8Array.from(seal.object);
    const at = Buffer.from(twin).indexOf(Buffer.from(seal.name));
    Buffer.from(twin.buffer).write(seal.name.replace('测试', '冒充'), at);
    const forged = verifySeal(parseSeal(twin), question);
    expect(forged.findings.map(({ code }) => code)).toContain('SIGNATURE_INVALID');
    const other = await hall.held();
    expect(isHolder(parsed, other.certificate)).toBe(false);
    expect(parseCertificate(parsed.makerCertificate).raw).toEqual(maker.certificate.raw);
  });

  test('[PA-02] by two jobs at once and once more later: one seal, one report', async () => {
    const { order, seal } = await made();
    await Promise.all([1, 2, 3].map(() => hall.seals.make(order.id)));
    await hall.seals.make(order.id);
    expect((await sealOf(order.id))?.object).toEqual(seal.object);
    expect(await reports(order.id)).toBe(1);
    const { rows } = await sql`select id from seal where application_id = ${order.id}`.execute(hall.server.deps.db);
    expect(rows).toHaveLength(1);
  });

  test('by jobs that race for a seal that is not there yet: one', async () => {
    const subject = await hall.held();
    const order = await hall.orderAt('seal-apply', 'seal', subject);
    await Promise.all([1, 2, 3, 4].map(() => hall.seals.make(order.id)));
    await hall.server.deps.jobs.idle(30_000);
    const { rows } = await sql`select id from seal where certificate_serial = ${subject.serial}`.execute(
      hall.server.deps.db,
    );
    expect(rows).toHaveLength(1);
    expect(await reports(order.id)).toBe(1);
  });

  test('[PA-45] installed it works; a changed one takes its place when it is installed, and not before', async () => {
    const first = await made();
    const { mediumSerial } = first.subject;
    await install(first.order.id, first.seal.id, mediumSerial);
    expect(await statusOf(first.seal.id)).toBe('installed');
    const second = await made('seal-change', first.subject);
    expect(second.seal.replaces).toBe(first.seal.id);
    expect(await statusOf(first.seal.id)).toBe('installed');
    await install(second.order.id, second.seal.id, mediumSerial);
    expect([await statusOf(first.seal.id), await statusOf(second.seal.id)]).toEqual(['changed', 'installed']);
  });

  test('[PA-02] the database itself lets one seal work with a certificate', async () => {
    const first = await made();
    await install(first.order.id, first.seal.id, first.subject.mediumSerial);
    const second = await made('seal-change', first.subject);
    await expect(
      sql`update seal set status = 'installed' where id = ${second.seal.id}`.execute(hall.server.deps.db),
    ).rejects.toThrow('seal_working');
    await expect(
      sql`delete from seal_event where seal_id = ${second.seal.id}`.execute(hall.server.deps.db),
    ).rejects.toThrow('append-only');
  });

  test('of an order that is given up is stopped, and nothing more is made for it', async () => {
    const { order, seal } = await made();
    await hall.work((tx) =>
      hall.seals.follow(tx, { before: order, state: order, events: [{ type: 'cancelled', note: null }], actor: house }),
    );
    expect(await statusOf(seal.id)).toBe('stopped');
    expect(await sealOf(order.id)).toBeUndefined();
  });
});

describe('with its certificate', () => {
  const status = (serials: string[], act: 'suspend' | 'resume' | 'revoke') => {
    const reason = { suspend: 'certificateHold', resume: 'removeFromCRL', revoke: 'keyCompromise' }[act];
    return hall.work((tx) => hall.holdings.statusChanged(tx, { act, serials, reason }));
  };

  test('a seal is suspended, comes back with it, and stops for good with it', async () => {
    const { order, subject, seal } = await made();
    await install(order.id, seal.id, subject.mediumSerial);
    await status([subject.serial], 'suspend');
    expect(await statusOf(seal.id)).toBe('suspended');
    expect(await sealOf(order.id)).toBeUndefined();
    await status([subject.serial], 'resume');
    expect(await statusOf(seal.id)).toBe('installed');
    expect((await sealOf(order.id))?.id).toBe(seal.id);
    await status([subject.serial], 'revoke');
    expect(await statusOf(seal.id)).toBe('stopped');
    expect(await sealOf(order.id)).toBeUndefined();
    const owner = await hall.organisation();
    const { history } = await owner.call(seals.read, { params: { id: seal.id } });
    expect(history.map(({ move }) => move)).toEqual([
      'collect',
      'review',
      'make',
      'install',
      'suspend',
      'resume',
      'stop',
    ]);
  });

  test('one that waits to be installed is not handed out while the certificate is suspended', async () => {
    const { order, subject, seal } = await made();
    await status([subject.serial], 'suspend');
    expect([await statusOf(seal.id), await sealOf(order.id)]).toEqual(['made', undefined]);
    await status([subject.serial], 'resume');
    expect((await sealOf(order.id))?.id).toBe(seal.id);
  });

  test('where the operator does without it, a seal is neither handed out nor installed; with its certificate it stops all the same', async () => {
    const { order, subject, seal } = await made();
    hall.removed.push('install', 'stop');
    try {
      await expect(sealOf(order.id)).rejects.toMatchObject({ code: 'SEAL_MOVE_NOT_OFFERED' });
      await expect(install(order.id, seal.id, subject.mediumSerial)).rejects.toMatchObject({
        code: 'SEAL_MOVE_NOT_OFFERED',
      });
      expect([await statusOf(seal.id), (await hall.read(order.id)).stage]).toEqual(['made', 'seal']);
      await status([subject.serial], 'revoke');
      expect(await statusOf(seal.id)).toBe('stopped');
    } finally {
      hall.removed.length = 0;
    }
  });

  test('no seal is made for a certificate that was revoked meanwhile', async () => {
    const subject = await hall.held();
    const order = await hall.orderAt('seal-apply', 'seal', subject);
    await hall.server.deps.jobs.idle(30_000);
    const known = await sealOf(order.id);
    await status([subject.serial], 'revoke');
    expect(known === undefined ? 'stopped' : await statusOf(known.id)).toBe('stopped');
    await hall.seals.make(order.id);
    expect(await sealOf(order.id)).toBeUndefined();
  });
});

/** Takes every certificate out of force: an account that holds one gets no second (PA-02). */
async function withoutCertificates(): Promise<void> {
  const living = await hall.holdings.liveHoldings(hall.server.deps.db, ORGANISATION.id);
  const serials = living.map(({ serials }) => serials.sign);
  await hall.work((tx) => hall.holdings.statusChanged(tx, { act: 'revoke', serials, reason: 'keyCompromise' }));
}

describe('[PA-10] a seal with a new certificate', () => {
  type Produced = Awaited<ReturnType<SealHall['produce']>>;

  /** A seal made with the certificate of an order that has no stage for it. */
  async function produced() {
    await withoutCertificates();
    const order = await hall.orderAt('new', 'production', undefined, { 'seal-sort': 'contract' });
    const pair = await hall.produce(order);
    await hall.server.deps.jobs.idle(30_000);
    const seal = await sealOf(order.id);
    if (!seal) throw new Error('no seal was made');
    return { order, pair, seal, params: { id: seal.id } };
  }

  /** What the medium of a pair answers to a nonce. */
  async function proof({ sign, signer, mediumSerial }: Produced, nonce: string, origin = hall.server.url) {
    const claim = { origin, nonce: new Uint8Array(Buffer.from(nonce, 'base64')), certificate: sign };
    const signature = await signer.sign(signedBytes('authenticate', authenticationMessage(claim)));
    return { mediumSerial, nonce, signature: Buffer.from(signature).toString('base64') };
  }

  test('is made once the certificate is, installed by its medium, by no other, and taken again after a loss', async () => {
    const { order, pair, seal, params } = await produced();
    expect(seal).toMatchObject({ sort: 'contract', certificate: certificateDigest(pair.sign) });
    expect(seal.name).toBe(`${order.organisation.name}合同专用章`);
    expect(await reports(order.id)).toBe(0);
    const owner = await hall.organisation();
    const fresh = async () => (await owner.call(seals.challenge, { params })).nonce;
    const refused = async (body: Awaited<ReturnType<typeof proof>>) =>
      (await owner.refused(seals.take, { params, body })).code;
    const nonce = await fresh();
    expect(await refused(await proof(pair, nonce, 'https://elsewhere.example'))).toBe('SEAL_SIGNATURE_WRONG');
    expect(await refused({ ...(await proof(pair, nonce)), mediumSerial: 'YK1' })).toBe('SEAL_MEDIUM_OTHER');
    expect(await refused(await proof(pair, 'AAAA'))).toBe('SEAL_NONCE_WRONG');
    const body = await proof(pair, nonce);
    const taken = await owner.call(seals.take, { params, body });
    expect(Buffer.from(taken.object, 'base64')).toEqual(Buffer.from(seal.object));
    expect(await refused(body)).toBe('SEAL_NONCE_WRONG');
    expect(await statusOf(seal.id)).toBe('made');
    const desk = await hall.staff('production');
    const atDesk = await proof(pair, (await desk.call(consoleSeals.challenge, { params })).nonce);
    expect((await desk.call(consoleSeals.confirm, { params, body: atDesk })).status).toBe('installed');
    const done = await owner.call(seals.confirm, { params, body: await proof(pair, await fresh()) });
    expect(done.status).toBe('installed');
    const { history } = await owner.call(seals.read, { params });
    expect(history.filter(({ move }) => move === 'install')).toMatchObject([{ by: 'staff' }]);
    const again = await proof(pair, await fresh());
    expect((await owner.call(seals.take, { params, body: again })).id).toBe(seal.id);
    const stranger = await hall.organisation(uuid());
    expect((await stranger.refused(seals.challenge, { params })).code).toBe('SEAL_NOT_FOUND');
  });

  test('while the order of a seal waits for its holder, it is installed there, and only production has the desk’s way', async () => {
    const waiting = await made();
    const params = { id: waiting.seal.id };
    const code = async (...roles: Parameters<SealHall['staff']>) =>
      (await (await hall.staff(...roles)).refused(consoleSeals.challenge, { params })).code;
    expect(await code('production')).toBe('SEAL_IN_ORDER');
    expect(await code('reviewer')).toBe('NOT_ALLOWED');
  });
});

describe('who sees a seal', () => {
  test('its holder and staff; for anybody else there is none', async () => {
    const { seal, order } = await made();
    const params = { id: seal.id };
    const owner = await hall.organisation();
    const view = await owner.call(seals.read, { params });
    expect(view).toMatchObject({ id: seal.id, applicationNumber: order.number, status: 'made' });
    expect((await owner.call(seals.list, { query: {} })).items.map(({ id }) => id)).toContain(seal.id);
    const picture = new Uint8Array(await (await owner.call(seals.picture, { params })).arrayBuffer());
    expect(picture).toEqual(seal.picture);
    const stranger = await hall.organisation(uuid());
    expect((await stranger.refused(seals.read, { params })).code).toBe('SEAL_NOT_FOUND');
    expect((await stranger.refused(seals.picture, { params })).code).toBe('SEAL_NOT_FOUND');
    expect((await stranger.call(seals.list, { query: {} })).total).toBe(0);
    expect((await stranger.refused(consoleSeals.detail, { params })).status).toBe(403);
    const staff = await hall.staff('customer-service');
    const found = await staff.call(consoleSeals.search, { query: { q: order.number } });
    expect(found.items.map(({ id }) => id)).toEqual([seal.id]);
    const detail = await staff.call(consoleSeals.detail, { params });
    expect(detail).toMatchObject({ good: true, findings: [], standard: 'GB/T 38540-2020' });
    const object = await (await staff.call(consoleSeals.download, { params })).arrayBuffer();
    expect(new Uint8Array(object)).toEqual(seal.object);
    expect((await (await hall.staff('finance')).refused(consoleSeals.detail, { params })).status).toBe(403);
  });

  test('staff are told what is wrong with it: with a byte changed', async () => {
    const { seal } = await made();
    const staff = await hall.staff('auditor');
    const detail = () => staff.call(consoleSeals.detail, { params: { id: seal.id } });
    await sql`update seal set object = set_byte(object, length(object) - 1, get_byte(object, length(object) - 1) # 1)
      where id = ${seal.id}`.execute(hall.server.deps.db);
    const { good, findings } = await detail();
    expect([good, findings.map(({ code }) => code)]).toEqual([false, ['SIGNATURE_INVALID']]);
  });
});

test('[PA-27] a renewed certificate gets the seal its predecessor had; without one it gets none', async () => {
  const first = await made();
  await install(first.order.id, first.seal.id, first.subject.mediumSerial);
  const bare = await hall.held();
  await hall.server.advance({ hours: 24 * 300 });
  const renewed = async (subject: typeof first.subject) => {
    const order = await hall.orderAt('renew', 'install', subject);
    const pair = await hall.produce(order, subject.mediumSerial ?? '');
    await hall.server.deps.jobs.idle(30_000);
    return { pair, seal: await sealOf(order.id) };
  };
  const { pair, seal } = await renewed(first.subject);
  expect(seal).toMatchObject({ sort: 'official', name: first.seal.name, certificate: certificateDigest(pair.sign) });
  expect(await statusOf(first.seal.id)).toBe('installed');
  expect((await renewed(bare)).seal).toBeUndefined();
});
