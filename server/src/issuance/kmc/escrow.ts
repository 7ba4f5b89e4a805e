import { sealEnvelopedKey } from '@yinxin/pki';
import { sql } from 'kysely';
import type { Clock, Database, Sealing, Tx } from '../../platform/index.ts';
import type { IssuanceTables } from '../tables.ts';
import { sealAll } from '../threads/envelopes.ts';
import { type KeyPool, keyPool, type StoredKey } from './pool.ts';
import { openFromStorage, sealForStorage } from './storage-key.ts';

/** An encryption key pair as it leaves key management: the private half only inside the envelope. */
export interface EncryptionKey {
  readonly escrowId: string;
  /** 04‖X‖Y. */
  readonly publicKey: Uint8Array;
  /** SM2EnvelopedKey (GB/T 35276) for the signing key it was asked for. */
  readonly envelopedKey: Uint8Array;
  /** The private half as it is escrowed. */
  readonly sealedPrivate: Uint8Array;
  readonly storageKeyId: string;
}

/** Key management 密钥管理: makes encryption keys, keeps them, hands them out enveloped. */
export interface KeyManagement {
  readonly pool: KeyPool;
  /** A pair for the holder of each signing key, escrowed in the caller's transaction. */
  make(tx: Tx, signingKeys: readonly Uint8Array[]): Promise<readonly EncryptionKey[]>;
  /** Moves keys to the history; they stay readable for recovery. */
  retire(tx: Tx, escrowIds: readonly string[]): Promise<void>;
  /** An escrowed key of any state, enveloped for another public key (04‖X‖Y). Undefined when there is none. */
  envelopeFor(tx: Tx, escrowId: string, recipientKey: Uint8Array): Promise<Uint8Array | undefined>;
  /** Encrypts keys anew that lie under a former storage key; at most `limit`. Answers how many. */
  rewrap(db: Database, limit: number): Promise<number>;
}

export function keyManagement(clock: Clock, sealing: Sealing, poolSize: number): KeyManagement {
  const pool = keyPool(clock, sealing, poolSize);
  return {
    pool,
    async make(tx, signingKeys) {
      if (signingKeys.length === 0) return [];
      const taken = await pool.take(tx, signingKeys.length);
      try {
        await sql`insert into escrowed_key (state, created_at, id, public_key, sealed_private, storage_key_id)
          select 'in-use', ${clock.now()}, * from unnest(${taken.map(({ id }) => id)}::uuid[],
            ${taken.map(({ public_key }) => Buffer.from(public_key))}::bytea[],
            ${taken.map(({ sealed_private }) => Buffer.from(sealed_private))}::bytea[],
            ${taken.map(({ storage_key_id }) => storage_key_id)}::text[])`.execute(tx);
        const sealings = signingKeys.map((recipientKey, i) => {
          const key = taken[i];
          if (!key) throw new Error('the pool gave fewer keys than were asked for');
          return { key, privateKey: key.privateKey, recipientKey };
        });
        const envelopes = await sealAll(sealings);
        return sealings.map(({ key }, i) => {
          const envelopedKey = envelopes[i];
          if (!envelopedKey) throw new Error('fewer keys were enveloped than were asked for');
          return {
            escrowId: key.id,
            publicKey: new Uint8Array(key.public_key),
            envelopedKey,
            sealedPrivate: key.sealed_private,
            storageKeyId: key.storage_key_id,
          };
        });
      } finally {
        for (const key of taken) key.forget();
      }
    },
    async retire(tx, escrowIds) {
      if (escrowIds.length === 0) return;
      await tx
        .withTables<IssuanceTables>()
        .updateTable('escrowed_key')
        .set({ state: 'history', retired_at: clock.now() })
        .where('id', 'in', [...escrowIds])
        .where('state', '=', 'in-use')
        .execute();
    },
    async envelopeFor(tx, escrowId, recipientKey) {
      const row = await tx
        .withTables<IssuanceTables>()
        .selectFrom('escrowed_key')
        .select(['id', 'public_key', 'sealed_private', 'storage_key_id'])
        .where('id', '=', escrowId)
        .executeTakeFirst();
      if (!row) return undefined;
      const privateKey = openFromStorage(sealing, row);
      try {
        return sealEnvelopedKey(privateKey, recipientKey);
      } finally {
        privateKey.fill(0);
      }
    },
    async rewrap(db, limit) {
      const { rows } = await sql<StoredKey>`select id, public_key, sealed_private, storage_key_id from escrowed_key
        where storage_key_id <> ${sealing.keyId} limit ${limit}`.execute(db);
      for (const row of rows) {
        const privateKey = openFromStorage(sealing, row);
        try {
          const { sealed, storageKeyId } = sealForStorage(sealing, row.public_key, privateKey);
          await sql`update escrowed_key set sealed_private = ${sealed}, storage_key_id = ${storageKeyId}
            where id = ${row.id} and storage_key_id = ${row.storage_key_id}`.execute(db);
        } finally {
          privateKey.fill(0);
        }
      }
      // What was made in advance under a former key is not worth keeping.
      await sql`delete from prepared_key where storage_key_id <> ${sealing.keyId}`.execute(db);
      return rows.length;
    },
  };
}
