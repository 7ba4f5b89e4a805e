import { z } from 'zod';
import type { Database, Sealing, Tx } from '../platform/index.ts';
import type { Channel, DeadLetter, Message } from './types.ts';

export type NoticeTables = {
  message: {
    id: string;
    organisation_id: string;
    at: Date;
    template: string;
    template_version: number;
    sealed: string;
    application_id: string | null;
    read_at: Date | null;
  };
  outbox: {
    id: string;
    channel: Channel;
    template: string;
    template_version: number;
    /** `{to, subject, text}`; taken away once sent when it held a code. */
    sealed: string | null;
    status: 'waiting' | 'sent' | 'expired' | 'discarded' | 'dead';
    tries: number;
    error: string | null;
    created_at: Date;
    expires_at: Date | null;
    done_at: Date | null;
  };
  sandbox_inbox: { id: string; at: Date; channel: Channel; to_index: string; sealed: string };
};

const tables = (db: Database) => db.withTables<NoticeTables>();
const text = z.object({ zh: z.string(), en: z.string() });
const shown = z.object({ subject: text, text });
const posted = z.object({ to: z.string(), subject: z.string(), text: z.string() });
export type Posted = z.infer<typeof posted>;

const MESSAGE = 'message.text';
const OUTBOX = 'outbox.message';
const INBOX = 'sandbox_inbox.message';

export const sealShown = (sealing: Sealing, value: z.infer<typeof shown>) =>
  sealing.seal(JSON.stringify(value), MESSAGE);
export const sealPosted = (sealing: Sealing, value: Posted) => sealing.seal(JSON.stringify(value), OUTBOX);
export const openPosted = (sealing: Sealing, sealed: string): Posted =>
  posted.parse(JSON.parse(sealing.open(sealed, OUTBOX)));

export async function insertMessage(tx: Tx, row: NoticeTables['message']): Promise<void> {
  await tables(tx).insertInto('message').values(row).execute();
}

export async function insertOutbox(tx: Tx, row: NoticeTables['outbox']): Promise<void> {
  await tables(tx).insertInto('outbox').values(row).execute();
}

/** One page of an organisation's messages, newest first. */
export async function messagesOf(
  db: Database,
  sealing: Sealing,
  organisationId: string,
  page: { readonly page: number; readonly size: number },
): Promise<{ items: Message[]; total: number }> {
  const own = tables(db).selectFrom('message').where('organisation_id', '=', organisationId);
  const { n } = await own.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  const rows = await own
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.size)
    .offset((page.page - 1) * page.size)
    .execute();
  const items = rows.map((row) => ({
    id: row.id,
    at: row.at,
    ...shown.parse(JSON.parse(sealing.open(row.sealed, MESSAGE))),
    applicationId: row.application_id,
    readAt: row.read_at,
  }));
  return { items, total: n };
}

export async function unreadOf(db: Database, organisationId: string): Promise<number> {
  const { n } = await tables(db)
    .selectFrom('message')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('organisation_id', '=', organisationId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return n;
}

/** Marks an organisation's message as read; false when it has none of that id. Reading twice changes nothing. */
export async function markRead(db: Database, organisationId: string, id: string, at: Date): Promise<boolean> {
  const row = await tables(db)
    .updateTable('message')
    .set((eb) => ({ read_at: eb.fn.coalesce('read_at', eb.val(at)) }))
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Marks every message of an organisation as read that is not yet. */
export async function markAllRead(db: Database, organisationId: string, at: Date): Promise<void> {
  await tables(db)
    .updateTable('message')
    .set({ read_at: at })
    .where('organisation_id', '=', organisationId)
    .where('read_at', 'is', null)
    .execute();
}

/** Counts a try of a waiting message; undefined when there is nothing to send any more. */
export async function takeWaiting(db: Database, id: string): Promise<NoticeTables['outbox'] | undefined> {
  return tables(db)
    .updateTable('outbox')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .returningAll()
    .executeTakeFirst();
}

/** Closes a message; `wipe` takes its text away. */
export async function close(
  db: Database,
  id: string,
  end: { status: 'sent' | 'expired' | 'dead'; at: Date; error?: string; wipe: boolean },
): Promise<void> {
  await tables(db)
    .updateTable('outbox')
    .set({ status: end.status, done_at: end.at, error: end.error ?? null, ...(end.wipe ? { sealed: null } : {}) })
    .where('id', '=', id)
    .execute();
}

export async function noteFailure(db: Database, id: string, error: string): Promise<void> {
  await tables(db).updateTable('outbox').set({ error }).where('id', '=', id).execute();
}

export async function deadLetters(db: Database, limit: number): Promise<DeadLetter[]> {
  const rows = await tables(db)
    .selectFrom('outbox')
    .select(['id', 'channel', 'template', 'tries', 'error', 'created_at'])
    .where('status', '=', 'dead')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel,
    template: row.template,
    tries: row.tries,
    error: row.error ?? 'UNKNOWN',
    createdAt: row.created_at,
  }));
}

/** Puts a dead letter back in line; false when there is none of that id with its text still there. */
export async function reopen(tx: Tx, id: string): Promise<boolean> {
  const row = await tables(tx)
    .updateTable('outbox')
    .set({ status: 'waiting', tries: 0, done_at: null })
    .where('id', '=', id)
    .where('status', '=', 'dead')
    .where('sealed', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A message as received in the sandbox. */
export interface Received {
  readonly id: string;
  readonly at: Date;
  readonly channel: Channel;
  readonly to: string;
  readonly text: string;
}

/** Keeps what the sandbox "received"; a repeat of one id changes nothing. */
export async function receive(db: Database, sealing: Sealing, id: string, at: Date, channel: Channel, value: Posted) {
  await tables(db)
    .insertInto('sandbox_inbox')
    .values({
      id,
      at,
      channel,
      to_index: sealing.blindIndex(value.to, INBOX),
      sealed: sealing.seal(JSON.stringify(value), INBOX),
    })
    .onConflict((c) => c.doNothing())
    .execute();
}

/** The latest 100 messages received in the sandbox, newest first, of one address or of all. */
export async function received(db: Database, sealing: Sealing, to?: string): Promise<Received[]> {
  let query = tables(db).selectFrom('sandbox_inbox').selectAll().orderBy('id', 'desc').limit(100);
  if (to) query = query.where('to_index', '=', sealing.blindIndex(to, INBOX));
  return (await query.execute()).map((row) => {
    const value = posted.parse(JSON.parse(sealing.open(row.sealed, INBOX)));
    return { id: row.id, at: row.at, channel: row.channel, to: value.to, text: value.text };
  });
}
