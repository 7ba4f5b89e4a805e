import { v7 as uuid } from 'uuid';
import type { Clock, Jobs, Sealing } from '../platform/index.ts';
import { type Database, type Tx, transaction } from '../platform/index.ts';
import { allTemplates, render, templateOf } from './render.ts';
import * as store from './store.ts';
import { type Channel, type DeadLetter, type Message, type Notice, SendError, type Sender } from './types.ts';

export const SEND_QUEUE = 'notices.send';
/** First try and eight more, the last about an hour after the first. */
export const MOST_TRIES = 9;

/** Tells people what happened (通知). */
export interface Notices {
  /** Writes a notice in the transaction of its cause; it is sent after the commit. */
  notify(tx: Tx, notice: Notice): Promise<void>;
  messages(
    organisationId: string,
    page: { readonly page: number; readonly size: number },
  ): Promise<{ readonly items: readonly Message[]; readonly total: number }>;
  unread(organisationId: string, db?: Database): Promise<number>;
  /** False when the organisation has no such message. */
  markRead(organisationId: string, id: string): Promise<boolean>;
  markAllRead(organisationId: string): Promise<void>;
  /** Sends one message of the outbox; safe to repeat. Throws when it should be tried again. */
  send(id: string): Promise<void>;
  deadLetters(limit?: number): Promise<readonly DeadLetter[]>;
  /** Tries a dead letter again; false when there is none. */
  revive(id: string): Promise<boolean>;
}

export interface NoticesDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly senders: Readonly<Record<Channel, Sender>>;
  /** Address of the hall, for links. */
  readonly publicUrl: string;
  /** The mobile of an organisation; the directory knows it. */
  readonly mobileOf: (db: Database, organisationId: string) => Promise<string | undefined>;
}

export function notices(deps: NoticesDeps): Notices {
  const { db, clock, sealing, jobs, senders } = deps;

  async function post(tx: Tx, notice: Notice, channel: Channel, to: string): Promise<void> {
    const { subject, text } = render(notice);
    const id = uuid();
    await store.insertOutbox(tx, {
      id,
      channel,
      template: notice.template,
      template_version: templateOf(notice.template).version,
      sealed: notice.decoy ? null : store.sealPosted(sealing, { to, subject: subject.zh, text: text.zh }),
      status: notice.decoy ? 'discarded' : 'waiting',
      tries: 0,
      error: null,
      created_at: clock.now(),
      expires_at: notice.expiresAt ?? null,
      done_at: null,
    });
    await jobs.enqueue(tx, SEND_QUEUE, { id });
  }

  async function tellOrganisation(
    tx: Tx,
    notice: Notice,
    organisationId: string,
    given: string | undefined,
  ): Promise<void> {
    const template = templateOf(notice.template);
    if (template.inApp) {
      await store.insertMessage(tx, {
        id: uuid(),
        organisation_id: organisationId,
        at: clock.now(),
        template: notice.template,
        template_version: template.version,
        sealed: store.sealShown(sealing, render(notice)),
        application_id: notice.applicationId ?? null,
        read_at: null,
      });
    }
    if (!template.sms) return;
    const mobile = given ?? (await deps.mobileOf(tx, organisationId));
    if (mobile !== undefined) await post(tx, notice, 'sms', mobile);
  }

  return {
    async notify(tx, asked) {
      const notice = withLink(asked, deps.publicUrl);
      const { to } = notice;
      if ('organisationId' in to) await tellOrganisation(tx, notice, to.organisationId, to.mobile);
      else if ('mobile' in to) await post(tx, notice, 'sms', to.mobile);
      else await post(tx, notice, 'mail', to.mail);
    },
    messages: (organisationId, page) => store.messagesOf(db, sealing, organisationId, page),
    unread: (organisationId, handle = db) => store.unreadOf(handle, organisationId),
    markRead: (organisationId, id) => store.markRead(db, organisationId, id, clock.now()),
    markAllRead: (organisationId) => store.markAllRead(db, organisationId, clock.now()),
    async send(id) {
      const row = await store.takeWaiting(db, id);
      if (!row?.sealed) return;
      const now = clock.now();
      const wipe = isSecret(row.template);
      if (row.expires_at && row.expires_at <= now) {
        await store.close(db, id, { status: 'expired', at: now, wipe });
        return;
      }
      const { to, subject, text } = store.openPosted(sealing, row.sealed);
      try {
        await senders[row.channel].send({ id, channel: row.channel, to, subject, text, template: row.template });
      } catch (error) {
        const reason = error instanceof SendError ? error.code : 'UNEXPECTED';
        if (row.tries >= MOST_TRIES) await store.close(db, id, { status: 'dead', at: now, error: reason, wipe });
        else await store.noteFailure(db, id, reason);
        throw error;
      }
      await store.close(db, id, { status: 'sent', at: now, wipe });
    },
    deadLetters: (limit = 100) => store.deadLetters(db, limit),
    revive: (id) =>
      transaction(db, async (tx) => {
        const reopened = await store.reopen(tx, id);
        if (reopened) await jobs.enqueue(tx, SEND_QUEUE, { id });
        return reopened;
      }),
  };
}

/** A message about an order may lead to its page. */
function withLink(notice: Notice, publicUrl: string): Notice {
  if (notice.applicationId === undefined) return notice;
  return { ...notice, params: { link: `${publicUrl}/orders/${notice.applicationId}`, ...notice.params } };
}

function isSecret(template: string): boolean {
  return allTemplates().get(template)?.secret === true;
}
