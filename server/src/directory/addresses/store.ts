import { Address } from '@yinxin/contract';
import type { z } from 'zod';
import type { Database, Sealing, Tx } from '../../platform/index.ts';

export type AddressTables = {
  address: { id: string; organisation_id: string; sealed: string; is_default: boolean; created_at: Date };
};
export type MailingAddress = z.infer<typeof Address>;
export type KeptAddress = MailingAddress & { readonly id: string; readonly isDefault: boolean };

const SEALED = 'address.sealed';
const tables = (db: Database) => db.withTables<AddressTables>();

/** Addresses of an account, the default one first. */
export async function addressesOf(db: Database, sealing: Sealing, organisationId: string): Promise<KeptAddress[]> {
  const rows = await tables(db)
    .selectFrom('address')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('is_default', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, sealed, is_default: isDefault }) => ({
    ...Address.parse(JSON.parse(sealing.open(sealed, SEALED))),
    id,
    isDefault,
  }));
}

/** The default address without what only the book knows; undefined when the book is empty. */
export async function defaultAddressOf(
  db: Database,
  sealing: Sealing,
  organisationId: string,
): Promise<MailingAddress | undefined> {
  const [first] = await addressesOf(db, sealing, organisationId);
  if (!first?.isDefault) return undefined;
  const { id: _id, isDefault: _isDefault, ...address } = first;
  return address;
}

/** Changes of one address book go one after the other. */
export async function lockBook(tx: Tx, organisationId: string): Promise<void> {
  await tx
    .withTables<{ organisation: { id: string } }>()
    .selectFrom('organisation')
    .select('id')
    .where('id', '=', organisationId)
    .forUpdate()
    .execute();
}

export async function clearDefault(tx: Tx, organisationId: string): Promise<void> {
  await tables(tx)
    .updateTable('address')
    .set({ is_default: false })
    .where('organisation_id', '=', organisationId)
    .where('is_default', '=', true)
    .execute();
}

export async function insertAddress(
  tx: Tx,
  sealing: Sealing,
  one: { id: string; organisationId: string; address: MailingAddress; isDefault: boolean; at: Date },
): Promise<void> {
  const { id, organisationId, address, isDefault, at } = one;
  const sealed = sealing.seal(JSON.stringify(address), SEALED);
  const row = { id, organisation_id: organisationId, sealed, is_default: isDefault, created_at: at };
  await tables(tx).insertInto('address').values(row).execute();
}

export async function updateAddress(
  tx: Tx,
  sealing: Sealing,
  one: { id: string; address: MailingAddress; isDefault: boolean },
): Promise<void> {
  const sealed = sealing.seal(JSON.stringify(one.address), SEALED);
  await tables(tx).updateTable('address').set({ sealed, is_default: one.isDefault }).where('id', '=', one.id).execute();
}

export async function deleteAddress(tx: Tx, id: string): Promise<void> {
  await tables(tx).deleteFrom('address').where('id', '=', id).execute();
}
