import { sql } from 'kysely';
import { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';
import type { IssuanceTables } from '../tables.ts';
import { readAuthorities } from './rows.ts';

const Moment = z.iso.datetime();

/**
 * Every CA of the house as the journal keeps it: certificates, where the keys are (never a key), which CA issues what, and
 * by what the shares of operators are recognised (never a share). Bytes are base64.
 */
export const HouseSnapshot = z.strictObject({
  authorities: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['root', 'issuing', 'cross']),
      state: z.enum(['planned', 'requested', 'active', 'retired']),
      serial: z.string().nullable(),
      certificate: z.string().nullable(),
      algorithm: z.string().nullable(),
      signatureAlgorithm: z.string().nullable(),
      keyAlgorithm: z.string(),
      publicKey: z.string().nullable(),
      subject: z.record(z.string(), z.string()).nullable(),
      parent: z.string().nullable(),
      store: z.string().nullable(),
      keyRef: z.string().nullable(),
      profiles: z.array(z.string()),
      isDefault: z.boolean(),
      request: z.string().nullable(),
      chain: z.array(z.string()),
      threshold: z.number().int().nullable(),
      createdAt: Moment,
    }),
  ),
  certificates: z.array(
    z.strictObject({
      authority: z.string(),
      serial: z.string(),
      kind: z.enum(['own', 'renewed', 'cross']),
      certificate: z.string(),
      createdAt: Moment,
    }),
  ),
  assignments: z.array(z.strictObject({ profile: z.string(), programme: z.string(), authority: z.string() })),
  operators: z.array(
    z.strictObject({ id: z.string(), name: z.string(), salt: z.string(), publicKey: z.string(), enrolledAt: Moment }),
  ),
  shares: z.array(
    z.strictObject({
      authority: z.string(),
      operatorId: z.string(),
      operatorName: z.string(),
      salt: z.string(),
      publicKey: z.string(),
      check: z.string(),
      dealtAt: Moment,
    }),
  ),
});
export type HouseSnapshot = z.infer<typeof HouseSnapshot>;

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const orNull = (bytes: Uint8Array | null) => (bytes === null ? null : base64(bytes));

/** The CAs as the database says now. */
export async function houseOf(db: Database | Tx): Promise<HouseSnapshot> {
  const tables = db.withTables<IssuanceTables>();
  const rows = await readAuthorities(db);
  const certificates = await tables.selectFrom('authority_certificate').selectAll().orderBy('id').execute();
  const assignments = await tables
    .selectFrom('issuer_assignment')
    .selectAll()
    .orderBy('profile')
    .orderBy('programme')
    .execute();
  const operators = await tables.selectFrom('activation_operator').selectAll().orderBy('id').execute();
  const shares = await tables
    .selectFrom('activation_share')
    .selectAll()
    .orderBy('authority')
    .orderBy('operator_id')
    .execute();
  return {
    authorities: rows.map((row) => ({
      name: row.name,
      kind: row.kind,
      state: row.state,
      serial: row.serial,
      certificate: row.certificate && base64(row.certificate.raw),
      algorithm: row.algorithm,
      signatureAlgorithm: row.signature_algorithm,
      keyAlgorithm: row.key_algorithm,
      publicKey: orNull(row.public_key),
      subject: row.subject,
      parent: row.parent,
      store: row.store,
      keyRef: row.key_ref,
      profiles: [...row.profiles],
      isDefault: row.is_default,
      request: orNull(row.request),
      chain: row.chain.map(({ raw }) => base64(raw)),
      threshold: row.threshold,
      createdAt: row.created_at.toISOString(),
    })),
    certificates: certificates.map((one) => ({
      authority: one.authority,
      serial: one.serial,
      kind: one.kind,
      certificate: base64(one.certificate),
      createdAt: one.created_at.toISOString(),
    })),
    assignments: assignments.map(({ profile, programme, authority }) => ({ profile, programme, authority })),
    operators: operators.map((one) => ({
      id: one.id,
      name: one.name,
      salt: base64(one.salt),
      publicKey: base64(one.public_key),
      enrolledAt: one.enrolled_at.toISOString(),
    })),
    shares: shares.map((one) => ({
      authority: one.authority,
      operatorId: one.operator_id,
      operatorName: one.operator_name,
      salt: base64(one.salt),
      publicKey: base64(one.public_key),
      check: one.share_check,
      dealtAt: one.dealt_at.toISOString(),
    })),
  };
}

/** Whether the newest entry of the journal about the house says something else than the database; true without one. */
export async function isHouseUntold(db: Database | Tx): Promise<boolean> {
  const { rows } = await sql<{ house: unknown }>`select body->'house' as house from journal_entry
    where kind = 'house' order by id desc limit 1`.execute(db);
  const told = HouseSnapshot.safeParse(rows[0]?.house);
  return !told.success || JSON.stringify(told.data) !== JSON.stringify(await houseOf(db));
}
