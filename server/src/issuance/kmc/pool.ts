import { engine } from '@yinxin/gm';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Clock, Database, Sealing, Tx } from '../../platform/index.ts';
import type { IssuanceTables } from '../tables.ts';
import { openFromStorage, sealForStorage } from './storage-key.ts';

/** An encryption key as it lies in storage: made in advance or escrowed. */
export interface StoredKey {
  readonly id: string;
  /** 04‖X‖Y. */
  readonly public_key: Uint8Array;
  readonly sealed_private: Uint8Array;
  readonly storage_key_id: string;
}

/** A key on its way into an order. The private half is in the clear until `forget`. */
export interface TakenKey extends StoredKey {
  readonly privateKey: Uint8Array;
  forget(): void;
}

/** Encryption keys made in advance 预生成密钥: each is used once, ever. */
export interface KeyPool {
  /** Takes keys out of the pool, and makes those it has not. They are used up if and only if the transaction commits. */
  take(tx: Tx, count: number): Promise<readonly TakenKey[]>;
  /** Makes keys until the pool is full, the time is over, or `isIdle` says no; answers how many. */
  refill(db: Database, isIdle: () => boolean): Promise<number>;
  ready(db: Database): Promise<number>;
}

const ROUND = 32;
/** One refill keeps the machine for this long at most. */
const REFILL_MS = 250;

/** `size`: keys that lie ready when there is nothing to do; 0 for none. */
export function keyPool(clock: Clock, sealing: Sealing, size: number): KeyPool {
  const make = (): TakenKey => {
    const { publicKey, privateKey } = engine().generateKeyPair();
    const { sealed, storageKeyId } = sealForStorage(sealing, publicKey, privateKey);
    const stored = { id: uuid(), public_key: publicKey, sealed_private: sealed, storage_key_id: storageKeyId };
    return { ...stored, privateKey, forget: () => void privateKey.fill(0) };
  };
  const ready = async (db: Database) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from prepared_key`.execute(db);
    return rows[0]?.n ?? 0;
  };
  return {
    ready,
    async take(tx, count) {
      const { rows } =
        size === 0
          ? { rows: [] }
          : await sql<StoredKey>`delete from prepared_key where id in
              (select id from prepared_key limit ${count} for update skip locked)
              returning id, public_key, sealed_private, storage_key_id`.execute(tx);
      const taken = rows.map((row): TakenKey => {
        const privateKey = openFromStorage(sealing, row);
        return { ...row, privateKey, forget: () => void privateKey.fill(0) };
      });
      while (taken.length < count) taken.push(make());
      return taken;
    },
    async refill(db, isIdle) {
      const until = performance.now() + REFILL_MS;
      let made = 0;
      let missing = size - (await ready(db));
      while (missing > 0 && isIdle() && performance.now() < until) {
        const round = Array.from({ length: Math.min(ROUND, missing) }, make);
        for (const key of round) key.forget();
        await db
          .withTables<IssuanceTables>()
          .insertInto('prepared_key')
          .values(
            round.map(({ id, public_key, sealed_private, storage_key_id }) => ({
              id,
              public_key: Buffer.from(public_key),
              sealed_private: Buffer.from(sealed_private),
              storage_key_id,
              created_at: clock.now(),
            })),
          )
          .execute();
        made += round.length;
        missing -= round.length;
      }
      return made;
    },
  };
}
