import { assembleCertificate as assembleSigned, buildTbsCrl, issuerOf, type RevokedEntry } from '@yinxin/pki';
import { sql } from 'kysely';
import { type Clock, type Database, transaction } from '../../platform/index.ts';
import type { Authority } from '../authority/authority.ts';
import { wholeSecond } from '../authority/ceremony.ts';
import { permitForCrl } from '../authority/permit.ts';
import type { Journal } from '../journal/journal.ts';
import type { AuthorityRole, IssuanceTables } from '../tables.ts';

/** The full CRL of one CA 吊销列表 as it is served. */
export interface PublishedCrl {
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly bytes: Buffer;
}

export interface CrlTools {
  readonly db: Database;
  readonly clock: Clock;
  readonly authority: Authority;
  readonly journal: Journal;
}

export interface CrlPublisher {
  /** The newest list, made first if there is none or the last one has run out. */
  current(role: AuthorityRole): Promise<PublishedCrl>;
  /** Makes a new list now. */
  publish(role: AuthorityRole): Promise<void>;
  /** Makes a new list if a day has passed or a revocation is not in the last one. */
  publishDue(): Promise<void>;
  /** Number and end of the newest list, without making one. */
  state(role: AuthorityRole): Promise<{ readonly number: number; readonly nextUpdate: Date } | undefined>;
}

const DAY = 86_400_000;
const VALID_DAYS = 7;
const CRL_LOCK: Readonly<Record<AuthorityRole, number>> = { root: 7_305_614, issuing: 7_305_615 };
const COVERED = { root: ['issuing-ca', 'root-ca'], issuing: ['sign', 'encrypt', 'ocsp'] } as const;
const ROLES = ['root', 'issuing'] as const;

export function crlPublisher(tools: CrlTools): CrlPublisher {
  const { db, clock, authority, journal } = tools;
  const cache = new Map<AuthorityRole, PublishedCrl>();

  const newest = (role: AuthorityRole) =>
    db
      .withTables<IssuanceTables>()
      .selectFrom('crl')
      .select(['number', 'this_update', 'next_update', 'revocations_until'])
      .where('authority', '=', role)
      .where('crl', 'is not', null)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();

  const publish = async (role: AuthorityRole): Promise<void> => {
    const number = await reserve(tools, role);
    // Revocations reach the journal before the list that shows them.
    await journal.flush();
    await transaction(db, async (tx) => {
      const tables = tx.withTables<IssuanceTables>();
      const row = await tables
        .selectFrom('crl')
        .select(['tbs', 'crl'])
        .where('authority', '=', role)
        .where('number', '=', number)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const { key } = authority[role];
      const tbs = new Uint8Array(row.tbs);
      const signature = await key.sign(permitForCrl({ tbs, crl: row.crl }));
      await tables
        .updateTable('crl')
        .set({ crl: Buffer.from(assembleSigned(tbs, signature, key.algorithm)) })
        .where('authority', '=', role)
        .where('number', '=', number)
        .execute();
    });
  };

  const current = async (role: AuthorityRole): Promise<PublishedCrl> => {
    let row = await newest(role);
    if (!row || row.next_update <= clock.now()) {
      await publish(role);
      row = await newest(role);
    }
    if (!row) throw new Error(`no CRL of ${role} could be made`);
    const known = cache.get(role);
    if (known?.number === row.number) return known;
    const { crl } = await db
      .withTables<IssuanceTables>()
      .selectFrom('crl')
      .select('crl')
      .where('authority', '=', role)
      .where('number', '=', row.number)
      .executeTakeFirstOrThrow();
    const published = {
      number: row.number,
      thisUpdate: row.this_update,
      nextUpdate: row.next_update,
      bytes: crl ?? Buffer.alloc(0),
    };
    cache.set(role, published);
    return published;
  };

  return {
    current,
    publish,
    async publishDue() {
      for (const role of ROLES) {
        const last = await newest(role);
        const day = new Date(clock.now().getTime() - DAY);
        if (!last || last.this_update <= day || (await hasNewer(db, role, last.revocations_until))) await publish(role);
      }
    },
    async state(role) {
      const row = await newest(role);
      return row && { number: row.number, nextUpdate: row.next_update };
    },
  };
}

/** Commits number and bytes of the next list. Numbers only grow: one process at a time, and a used number is not used again. */
function reserve({ db, clock, authority, journal }: CrlTools, role: AuthorityRole): Promise<number> {
  return transaction(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${CRL_LOCK[role]})`.execute(tx);
    const tables = tx.withTables<IssuanceTables>();
    const last = await tables
      .selectFrom('crl')
      .select((eb) => eb.fn.max('number').as('number'))
      .where('authority', '=', role)
      .executeTakeFirst();
    const number = Number(last?.number ?? 0) + 1;
    const thisUpdate = wholeSecond(clock.now());
    const nextUpdate = new Date(thisUpdate.getTime() + VALID_DAYS * DAY);
    // An expired certificate stays until a list after its end has shown it (RFC 5280 §3.3).
    const rows = await tables
      .selectFrom('revocation')
      .innerJoin('certificate', 'certificate.serial', 'revocation.serial')
      .select(['revocation.serial', 'revocation.revoked_at', 'revocation.reason'])
      .where('certificate.use', 'in', [...COVERED[role]])
      .where('certificate.not_after', '>', new Date(thisUpdate.getTime() - (VALID_DAYS + 1) * DAY))
      .orderBy('revocation.revoked_at')
      .execute();
    const entries = rows.map(
      (row): RevokedEntry => ({ serial: BigInt(`0x${row.serial}`), revokedAt: row.revoked_at, reason: row.reason }),
    );
    const issuer = issuerOf(authority[role].certificate);
    const tbs = buildTbsCrl({ issuer, thisUpdate, nextUpdate, number: BigInt(number), entries });
    await tables
      .insertInto('crl')
      .values({
        authority: role,
        number,
        this_update: thisUpdate,
        next_update: nextUpdate,
        entries: entries.length,
        revocations_until: rows.at(-1)?.revoked_at ?? null,
        tbs: Buffer.from(tbs),
        crl: null,
        created_at: clock.now(),
      })
      .execute();
    await journal.note(tx, { kind: 'crl', authority: role, number });
    return number;
  });
}

async function hasNewer(db: Database, role: AuthorityRole, until: Date | null): Promise<boolean> {
  let query = db
    .withTables<IssuanceTables>()
    .selectFrom('revocation')
    .innerJoin('certificate', 'certificate.serial', 'revocation.serial')
    .select('revocation.serial')
    .where('certificate.use', 'in', [...COVERED[role]]);
  if (until) query = query.where('revocation.revoked_at', '>', until);
  return (await query.limit(1).executeTakeFirst()) !== undefined;
}
