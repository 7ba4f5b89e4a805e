import { createHash, createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as uuid } from 'uuid';
import type { Clock } from '../clock/index.ts';
import type { Database, Migrations } from '../database/index.ts';

export type SessionKind = 'organisation' | 'staff';

/** Who is asking. */
export interface Session {
  readonly id: string;
  readonly kind: SessionKind;
  /** Account id (organisation) or staff id (staff). */
  readonly subject: string;
  /** What the directory wants at hand: e.g. `{ organisation: id }`. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Roles of a staff member; empty for an organisation. */
  readonly roles: readonly string[];
  /** Must come back in header `x-yinxin-csrf` with every request that changes something. */
  readonly csrf: string;
  readonly expiresAt: Date;
}

export interface NewSession {
  readonly kind: SessionKind;
  readonly subject: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly roles?: readonly string[];
}

export interface Sessions {
  /** Begins a session; `token` goes into the cookie and is stored nowhere. */
  begin(who: NewSession, db?: Database): Promise<{ readonly token: string; readonly session: Session }>;
  /** The live session of a cookie's token, or undefined (unknown, ended, idle too long, too old). Counts as use. */
  find(token: string): Promise<Session | undefined>;
  /** Ends one session by id. */
  end(id: string, db?: Database): Promise<void>;
  /** Ends all sessions of a subject (password changed, roles changed, account closed), save `except`. */
  endAll(kind: SessionKind, subject: string, db?: Database, except?: string): Promise<void>;
}

type SessionTables = {
  session: {
    id: string;
    token_hash: string;
    kind: SessionKind;
    subject: string;
    attributes: Record<string, string>;
    roles: string[];
    created_at: Date;
    used_at: Date;
    expires_at: Date;
  };
};

export const sessionMigrations: Migrations = {
  '000-platform-sessions': {
    async up(db) {
      await db.schema
        .createTable('session')
        .addColumn('id', 'uuid', (c) => c.primaryKey())
        .addColumn('token_hash', 'text', (c) => c.notNull().unique())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('attributes', 'jsonb', (c) => c.notNull())
        .addColumn('roles', sql`text[]`, (c) => c.notNull())
        .addColumn('created_at', 'timestamptz', (c) => c.notNull())
        .addColumn('used_at', 'timestamptz', (c) => c.notNull())
        .addColumn('expires_at', 'timestamptz', (c) => c.notNull())
        .execute();
      await db.schema.createIndex('session_subject').on('session').columns(['kind', 'subject']).execute();
      await db.schema.createIndex('session_expires').on('session').column('expires_at').execute();
    },
  },
};

const minute = 60_000;
/** Idle and absolute life. Staff sit at shared desks: theirs are shorter. */
const lives: Readonly<Record<SessionKind, { readonly idle: number; readonly absolute: number }>> = {
  organisation: { idle: 2 * 60 * minute, absolute: 24 * 60 * minute },
  staff: { idle: 60 * minute, absolute: 12 * 60 * minute },
};

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
/** Bound to the session without being stored: whoever lacks the cookie cannot compute it. */
const csrfOf = (token: string) => createHmac('sha256', token).update('yinxin csrf').digest('base64url');

export function sessions(db: Database, clock: Clock): Sessions {
  const at = (handle: Database) => handle.withTables<SessionTables>();
  return {
    async begin(who, handle = db) {
      const token = randomBytes(32).toString('base64url');
      const now = clock.now();
      const row = {
        id: uuid(),
        token_hash: hashOf(token),
        kind: who.kind,
        subject: who.subject,
        attributes: { ...who.attributes },
        roles: [...(who.roles ?? [])],
        created_at: now,
        used_at: now,
        expires_at: new Date(now.getTime() + lives[who.kind].absolute),
      };
      await at(handle).insertInto('session').values(row).execute();
      return { token, session: present(row, token) };
    },
    async find(token) {
      const row = await at(db)
        .selectFrom('session')
        .select(['id', 'kind', 'subject', 'attributes', 'roles', 'used_at', 'expires_at'])
        .where('token_hash', '=', hashOf(token))
        .executeTakeFirst();
      if (!row) return undefined;
      const now = clock.now();
      const idle = now.getTime() - row.used_at.getTime();
      if (now >= row.expires_at || idle > lives[row.kind].idle) {
        await at(db).deleteFrom('session').where('id', '=', row.id).execute();
        return undefined;
      }
      // One write a minute is precise enough for the idle limit.
      if (idle > minute) await at(db).updateTable('session').set({ used_at: now }).where('id', '=', row.id).execute();
      return present(row, token);
    },
    async end(id, handle = db) {
      await at(handle).deleteFrom('session').where('id', '=', id).execute();
    },
    async endAll(kind, subject, handle = db, except) {
      let query = at(handle).deleteFrom('session').where('kind', '=', kind).where('subject', '=', subject);
      if (except !== undefined) query = query.where('id', '!=', except);
      await query.execute();
    },
  };
}

type Live = Pick<SessionTables['session'], 'id' | 'kind' | 'subject' | 'attributes' | 'roles' | 'expires_at'>;

function present(row: Live, token: string): Session {
  return {
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    attributes: row.attributes,
    roles: row.roles,
    csrf: csrfOf(token),
    expiresAt: row.expires_at,
  };
}
