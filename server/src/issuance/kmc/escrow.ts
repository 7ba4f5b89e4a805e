import { engine } from '@yinxin/gm';
import { sealEnvelopedKey } from '@yinxin/pki';
import { v7 as uuid } from 'uuid';
import type { Clock, Sealing, Tx } from '../../platform/index.ts';
import type { IssuanceTables } from '../tables.ts';
import { sealForStorage } from './storage-key.ts';

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
  /** Makes a pair for the holder of `signingKey` and escrows it in the caller's transaction. */
  make(tx: Tx, signingKey: Uint8Array): Promise<EncryptionKey>;
  /** Moves keys to the history; they stay readable for recovery. */
  retire(tx: Tx, escrowIds: readonly string[]): Promise<void>;
}

export function keyManagement(clock: Clock, sealing: Sealing): KeyManagement {
  return {
    async make(tx, signingKey) {
      const pair = engine().generateKeyPair();
      try {
        const { sealed, storageKeyId } = sealForStorage(sealing, pair.publicKey, pair.privateKey);
        const escrowId = uuid();
        await tx
          .withTables<IssuanceTables>()
          .insertInto('escrowed_key')
          .values({
            id: escrowId,
            public_key: Buffer.from(pair.publicKey),
            sealed_private: sealed,
            storage_key_id: storageKeyId,
            state: 'in-use',
            created_at: clock.now(),
            retired_at: null,
          })
          .execute();
        const envelopedKey = sealEnvelopedKey(pair.privateKey, signingKey);
        return { escrowId, publicKey: pair.publicKey, envelopedKey, sealedPrivate: sealed, storageKeyId };
      } finally {
        pair.privateKey.fill(0);
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
  };
}
