import type { Permission } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import type { Database, Sealing, Tx } from '../../platform/index.ts';

type Tables = {
  /** User information settings 用户信息设置 of a personal key: whom it may be authorised by. */
  personal_key: { serial: string; account_id: string; enterprise_id: string; sealed_name: string; saved_at: Date };
  /** What an enterprise granted to a personal key; withdrawn ones are kept. */
  personal_grant: {
    id: string;
    serial: string;
    enterprise_id: string;
    /** The enterprise's certificate it was granted with. */
    enterprise_serial: string;
    permissions: string[];
    granted_at: Date;
    withdrawn_at: Date | null;
  };
};

const NAME = 'personal_key.name';
const tables = (db: Database) => db.withTables<Tables>();

export interface PersonalKey {
  readonly serial: string;
  readonly accountId: string;
  readonly enterpriseId: string;
  readonly name: string;
  readonly savedAt: Date;
}

const read = (sealing: Sealing, row: Tables['personal_key']): PersonalKey => ({
  serial: row.serial,
  accountId: row.account_id,
  enterpriseId: row.enterprise_id,
  name: sealing.open(row.sealed_name, NAME),
  savedAt: row.saved_at,
});

export async function keyBySerial(db: Database, sealing: Sealing, serial: string): Promise<PersonalKey | undefined> {
  const row = await tables(db).selectFrom('personal_key').selectAll().where('serial', '=', serial).executeTakeFirst();
  return row && read(sealing, row);
}

/** As `keyBySerial`, its row held: whoever grants and whoever turns elsewhere go one after another. */
export async function lockKey(tx: Tx, sealing: Sealing, serial: string): Promise<PersonalKey | undefined> {
  const found = tables(tx).selectFrom('personal_key').selectAll().where('serial', '=', serial);
  const row = await found.forUpdate().executeTakeFirst();
  return row && read(sealing, row);
}

/** Keys that named an enterprise, the oldest first. */
export async function keysFor(db: Database, sealing: Sealing, enterpriseId: string): Promise<PersonalKey[]> {
  const rows = await tables(db)
    .selectFrom('personal_key')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .orderBy('saved_at')
    .orderBy('serial')
    .execute();
  return rows.map((row) => read(sealing, row));
}

export async function saveKey(tx: Tx, sealing: Sealing, key: PersonalKey): Promise<void> {
  const kept = {
    account_id: key.accountId,
    enterprise_id: key.enterpriseId,
    sealed_name: sealing.seal(key.name, NAME),
    saved_at: key.savedAt,
  };
  await tables(tx)
    .insertInto('personal_key')
    .values({ serial: key.serial, ...kept })
    .onConflict((c) => c.column('serial').doUpdateSet(kept))
    .execute();
}

export async function livingGrants(db: Database, enterpriseId: string) {
  return await tables(db)
    .selectFrom('personal_grant')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('withdrawn_at', 'is', null)
    .execute();
}

/** Puts a grant in place of whatever stood. */
export async function putGrant(
  tx: Tx,
  grant: {
    readonly serial: string;
    readonly enterpriseId: string;
    readonly enterpriseSerial: string;
    readonly permissions: readonly Permission[];
    readonly at: Date;
  },
): Promise<void> {
  await endGrant(tx, grant.serial, grant.enterpriseId, grant.at);
  await tables(tx)
    .insertInto('personal_grant')
    .values({
      id: uuid(),
      serial: grant.serial,
      enterprise_id: grant.enterpriseId,
      enterprise_serial: grant.enterpriseSerial,
      permissions: [...new Set(grant.permissions)],
      granted_at: grant.at,
      withdrawn_at: null,
    })
    .execute();
}

/** False when nothing was granted. */
export async function endGrant(tx: Tx, serial: string, enterpriseId: string, at: Date): Promise<boolean> {
  const ended = await tables(tx)
    .updateTable('personal_grant')
    .set({ withdrawn_at: at })
    .where('serial', '=', serial)
    .where('enterprise_id', '=', enterpriseId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}
