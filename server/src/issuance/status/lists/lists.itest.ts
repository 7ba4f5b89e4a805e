import { type Certificate, type Crl, crlStatus, parseCertificate, parseCrl, verifyCrlSignature } from '@yinxin/pki';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statusAddresses } from '../../addresses.ts';
import { journal } from '../../journal/journal.ts';
import { changeStatus } from '../../revocation/change.ts';
import type { StatusAct } from '../../revocation/rules.ts';
import { type House, holder, openHouse, subscriber } from '../../testing/house.ts';
import { type CrlPublisher, crlPublisher, type ListTools } from './publisher.ts';
import type { Scope } from './scope.ts';
import { newestList, raiseCrlNumber, takeNumber, waitingChanges } from './store.ts';

const SHARDS = 4;
let house: House;
let issuing: Certificate;
let crl: CrlPublisher;
beforeAll(async () => {
  house = await openHouse({ status: { crlShards: SHARDS, deltaFrom: 1 } });
  const open = await house.issuance.open();
  issuing = open.authority.issuing.certificate;
  crl = open.crl;
});
afterAll(() => house.server.close());

const EVERYTHING: Scope = { authority: 'issuing', shard: 0, kind: 'full' };
const serialOf = ({ serial }: Certificate) => serial.toString(16).toUpperCase();
const issue = async () => {
  const organisation = subscriber();
  const pair = await house.issuance.issuePair(organisation, 'YK-TEST', (await holder(organisation)).request);
  return parseCertificate(pair.sign);
};
const REASON = { revoke: 'keyCompromise', suspend: 'certificateHold', resume: 'removeFromCRL' } as const;
const change = (certificate: Certificate, act: StatusAct, invalidityDate: Date | null = null) =>
  house.server.deps.db.transaction().execute((tx) =>
    changeStatus(tx, {
      act,
      serials: [serialOf(certificate)],
      reason: REASON[act],
      at: house.server.clock.now(),
      invalidityDate,
      requestId: null,
    }),
  );
const fetched = async (name: string): Promise<Crl | number> => {
  const response = await fetch(`${house.server.url}/crl/${name}.crl`);
  if (response.status !== 200) return response.status;
  const list = parseCrl(new Uint8Array(await response.arrayBuffer()));
  expect(verifyCrlSignature(list, issuing)).toBe(true);
  return list;
};
const list = async (name: string): Promise<Crl> => {
  const found = await fetched(name);
  if (typeof found === 'number') throw new Error(`${name}: ${found}`);
  return found;
};
/** The list a certificate names, by its own extension, and the delta that list names. */
const listsOf = async (certificate: Certificate): Promise<Crl[]> => {
  const nameIn = (url: string | undefined) => /\/crl\/([^/]+)\.crl$/.exec(url ?? '')?.[1] ?? '';
  const full = await list(nameIn(certificate.extensions.crlUrls[0]));
  const delta = full.freshestCrlUrls.length > 0 ? await fetched(nameIn(full.freshestCrlUrls[0])) : 404;
  return typeof delta === 'number' ? [full] : [full, delta];
};
const statusIn = async (certificate: Certificate, crls: readonly Crl[]) =>
  crlStatus(certificate, { issuer: issuing, at: house.server.clock.now(), crls });
/** A publisher of its own, as another process has it, stopped where a test says. */
const another = async (more: Partial<ListTools> = {}): Promise<CrlPublisher> => {
  const { db, clock, config } = house.server.deps;
  const { authorities } = await house.issuance.open();
  const nothing = {
    path: '',
    open: async () => ({ newestId: 0, lines: 1 }),
    append: async () => {},
    read: async () => ({ lines: [], last: '', brokenAt: null }),
  };
  return crlPublisher({
    db,
    clock,
    names: () => ['root', 'issuing'],
    ca: authorities.ca,
    isDivided: (name) => name === 'issuing',
    journal: journal(db, clock, nothing),
    addresses: statusAddresses(config.statusUrl),
    settings: { shards: SHARDS, deltaFrom: 1 },
    ...more,
  });
};

describe('a list in four parts, with deltas', () => {
  test('the part is in the certificate for its life, and only its list has it', async () => {
    const certificates = await Promise.all(Array.from({ length: 6 }, issue));
    for (const one of certificates) expect(one.extensions.crlUrls[0]).toMatch(/\/crl\/issuing\.[1-4]\.crl$/);
    const [chosen] = certificates;
    if (!chosen) throw new Error('nothing was issued');
    await change(chosen, 'revoke', new Date('2026-03-01T00:00:00Z'));
    await crl.publish('issuing');
    for (const one of certificates) {
      const lists = await listsOf(one);
      expect(lists[0]?.scope?.names).toEqual([{ kind: 'uri', value: one.extensions.crlUrls[0] }]);
      expect((await statusIn(one, lists)).kind).toBe(one === chosen ? 'revoked' : 'good');
    }
    const parts = await Promise.all([1, 2, 3, 4].map((shard) => list(`issuing.${shard}`)));
    expect(parts.filter(({ entries }) => entries.has(chosen.serial))).toHaveLength(1);
    const everything = await list('issuing');
    expect(everything.scope).toBeUndefined();
    expect(everything.entries.get(chosen.serial)).toMatchObject({
      reason: 'keyCompromise',
      invalidityDate: new Date('2026-03-01T00:00:00Z'),
    });
    // The list of another part says nothing about this certificate.
    const foreign = parts.find(({ entries }) => !entries.has(chosen.serial));
    expect(await statusIn(chosen, foreign ? [foreign] : [])).toMatchObject({ kind: 'unknown' });
  });

  test('suspended, resumed, suspended and revoked: each by a delta on the same full list', async () => {
    const certificate = await issue();
    // A delta counts from a list that has entries, so that deltas are made at all.
    await change(await issue(), 'revoke');
    await crl.publish('issuing');
    const base = (await list('issuing')).number;
    const seen: string[] = [];
    for (const act of ['suspend', 'resume', 'suspend', 'revoke'] as const) {
      await change(certificate, act);
      await crl.publishDue();
      const [full, delta] = [await list('issuing'), await list('issuing.delta')];
      expect([full.number, delta.deltaBase]).toEqual([base, base]);
      const status = await statusIn(certificate, [full, delta]);
      seen.push(
        status.kind === 'revoked'
          ? status.entry.reason
          : `${status.kind}, ${delta.entries.get(certificate.serial)?.reason}`,
      );
    }
    expect(seen).toEqual(['certificateHold', 'good, removeFromCRL', 'certificateHold', 'keyCompromise']);
    await house.server.advance({ hours: 25 });
    const next = await list('issuing');
    expect(next.number).toBeGreaterThan(base ?? 0n);
    expect(next.entries.get(certificate.serial)?.reason).toBe('keyCompromise');
  });

  test('a full list never says removeFromCRL, and a resumed certificate is not on it', async () => {
    const certificate = await issue();
    await change(certificate, 'suspend');
    await crl.publish('issuing');
    expect((await list('issuing')).entries.get(certificate.serial)?.reason).toBe('certificateHold');
    await change(certificate, 'resume');
    await crl.publish('issuing');
    const full = await list('issuing');
    expect(full.entries.has(certificate.serial)).toBe(false);
    expect([...full.entries.values()].some(({ reason }) => reason === 'removeFromCRL')).toBe(false);
  });

  test('an address that names no list is not found', async () => {
    for (const name of [
      'issuing.5',
      'issuing.0',
      'nobody',
      'root.1',
      'root.delta',
      '..%2f..%2fetc',
      'issuing.9999',
      'issuing..delta',
    ]) {
      expect(await fetched(name)).toBe(404);
    }
  });

  test('is served with its length and a tag, and not again to whoever has it', async () => {
    const response = await fetch(`${house.server.url}/crl/issuing.crl`);
    const bytes = (await response.arrayBuffer()).byteLength;
    expect(response.headers.get('content-length')).toBe(String(bytes));
    expect(response.headers.get('last-modified')).not.toBeNull();
    expect(response.headers.get('content-encoding')).toBeNull();
    const headers = { 'if-none-match': response.headers.get('etag') ?? '' };
    expect((await fetch(`${house.server.url}/crl/issuing.crl`, { headers })).status).toBe(304);
  });
});

describe('attacks', () => {
  test('killed at any point of a list: the next one has a higher number and all that was missed', async () => {
    const { db } = house.server.deps;
    for (const step of ['planned', 'stored', 'signed'] as const) {
      const certificate = await issue();
      await change(certificate, 'revoke');
      const before = await newestList(db, EVERYTHING);
      const dying = await another({
        after: (reached) => {
          if (reached === step) throw new Error('killed');
        },
      });
      await expect(dying.publish('issuing')).rejects.toThrow('killed');
      expect(await newestList(db, EVERYTHING)).toEqual(before);
      expect(await waitingChanges(db, 'issuing')).toBe(1);
      await (await another()).publishDue();
      expect(await waitingChanges(db, 'issuing')).toBe(0);
      const lists = await listsOf(certificate);
      expect(await statusIn(certificate, lists)).toMatchObject({ kind: 'revoked' });
      expect(await statusIn(certificate, [await list('issuing'), await list('issuing.delta')])).toMatchObject({
        kind: 'revoked',
      });
    }
  });

  test('revoked while a list is made: not in that one perhaps, but in the next without being told again', async () => {
    const { db } = house.server.deps;
    const certificate = await issue();
    let once = false;
    let done: Promise<unknown> = Promise.resolve();
    const publisher = await another({
      after: (step) => {
        if (step !== 'planned' || once) return;
        once = true;
        done = change(certificate, 'revoke');
      },
    });
    await publisher.publish('issuing');
    await done;
    expect(await waitingChanges(db, 'issuing')).toBe(1);
    await publisher.publishDue();
    expect(await statusIn(certificate, await listsOf(certificate))).toMatchObject({ kind: 'revoked' });
    expect(await waitingChanges(db, 'issuing')).toBe(0);
  });

  test('several processes at once: numbers are used once, and the newest list is whole', async () => {
    const certificate = await issue();
    await change(certificate, 'revoke');
    const publishers = await Promise.all([another(), another(), another()]);
    await Promise.all(publishers.map((one) => one.publish('issuing')));
    const { rows } = await sql<{ number: number; count: number }>`select number, count(*)::int as count from crl
      where authority = 'issuing' and shard = 0 and kind = 'full' group by number having count(*) > 1`.execute(
      house.server.deps.db,
    );
    expect(rows).toEqual([]);
    expect((await list('issuing')).entries.has(certificate.serial)).toBe(true);
  });

  test('a restored database goes on after the numbers of the journal', async () => {
    const { db } = house.server.deps;
    await db.transaction().execute((tx) => raiseCrlNumber(tx, 'issuing', 5_000));
    await db.transaction().execute((tx) => raiseCrlNumber(tx, 'issuing', 3));
    expect(await db.transaction().execute((tx) => takeNumber(tx, 'issuing'))).toBe(5_001);
    await crl.publish('issuing');
    expect((await list('issuing')).number).toBeGreaterThanOrEqual(5_002n);
  });

  test('a clock set back: a little is not followed, a lot makes a new list that is believed now', async () => {
    const { clock, deps } = house.server;
    const real = clock.now();
    const at = (ms: number) => ({ now: () => new Date(real.getTime() + ms) });
    await (await another({ clock: at(0) })).publish('issuing');
    const first = await newestList(deps.db, EVERYTHING);
    await (await another({ clock: at(-60_000) })).publish('issuing');
    const back = await newestList(deps.db, EVERYTHING);
    expect(back?.thisUpdate).toEqual(first?.thisUpdate);
    expect(back?.number).toBeGreaterThan(first?.number ?? 0);
    // It ran a year ahead, made a list, and was put right: the list of the future is replaced at once.
    await (await another({ clock: at(365 * 86_400_000) })).publish('issuing');
    await (await another({ clock: at(0) })).publishDue();
    const righted = await newestList(deps.db, EVERYTHING);
    expect(righted?.thisUpdate.getTime()).toBeLessThanOrEqual(real.getTime());
  });

  test('the database itself keeps revoked final and takes no row back', async () => {
    const { db } = house.server.deps;
    const certificate = await issue();
    const serial = serialOf(certificate);
    await change(certificate, 'revoke');
    for (const act of ['suspend', 'resume', 'revoke'] as const) {
      expect((await change(certificate, act)).serials).toEqual([]);
    }
    await expect(
      sql`update revocation set reason = 'removeFromCRL' where serial = ${serial}`.execute(db),
    ).rejects.toThrow('stays revoked');
    await expect(sql`delete from revocation where serial = ${serial}`.execute(db)).rejects.toThrow('never taken back');
  });

  test('two who revoke the same certificate at once: one changes it', async () => {
    const certificate = await issue();
    const all = await Promise.all(Array.from({ length: 8 }, () => change(certificate, 'revoke')));
    expect(all.flatMap(({ serials }) => serials)).toEqual([serialOf(certificate)]);
    const other = await issue();
    const mixed = await Promise.all([change(other, 'suspend'), change(other, 'revoke'), change(other, 'resume')]);
    expect(mixed.filter(({ serials }) => serials.length > 0).length).toBeGreaterThanOrEqual(1);
    const { rows } = await sql<{
      reason: string;
    }>`select reason from revocation where serial = ${serialOf(other)}`.execute(house.server.deps.db);
    expect(rows).toEqual([{ reason: 'keyCompromise' }]);
  });
});
