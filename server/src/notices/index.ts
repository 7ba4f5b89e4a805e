/** Notices (通知): messages in the hall, SMS and mail, written with their cause and sent afterwards. */
import { z } from 'zod';
import type { Database, Deps, Room } from '../platform/index.ts';
import { noticesMigrations } from './migrations.ts';
import { messageRoutes } from './routes.ts';
import { configuredSenders } from './senders.ts';
import { MOST_TRIES, type Notices, notices, SEND_QUEUE } from './service.ts';
import { type Received, received } from './store.ts';
import type { Channel, Sender } from './types.ts';

export { allTemplates } from './render.ts';
export type { Notices } from './service.ts';
export { type Addressee, type DeadLetter, type Notice, SendError, type Sender, type TemplateCode } from './types.ts';

export interface NoticesWiring {
  /** The mobile of an organisation; the directory knows it. */
  mobileOf(deps: Deps): (db: Database, organisationId: string) => Promise<string | undefined>;
  /** Other drivers than the configured ones (tests). */
  senders?(deps: Deps): Readonly<Record<Channel, Sender>>;
}

export interface NoticesRoom extends Room {
  service(deps: Deps): Notices;
  /** What the sandbox "received", newest first. */
  inbox(deps: Deps, to?: string): Promise<readonly Received[]>;
}

const job = z.object({ id: z.uuid() });

/** The room; `service(deps).notify(tx, notice)` is what other rooms call. */
export function noticesRoom(wiring: NoticesWiring): NoticesRoom {
  const opened = new WeakMap<Deps, Notices>();
  const service = (deps: Deps): Notices => {
    const known = opened.get(deps);
    if (known) return known;
    const senders = wiring.senders?.(deps) ?? configuredSenders(deps);
    const made = notices({ ...deps, publicUrl: deps.config.publicUrl, senders, mobileOf: wiring.mobileOf(deps) });
    opened.set(deps, made);
    return made;
  };
  return {
    name: 'notices',
    migrations: noticesMigrations,
    service,
    inbox: (deps, to) => received(deps.db, deps.sealing, to),
    register: (app, deps) => messageRoutes(app, service(deps)),
    async start(deps) {
      const send = service(deps).send;
      await deps.jobs.work(SEND_QUEUE, (data) => send(job.parse(data).id), {
        retries: MOST_TRIES - 1,
        concurrency: 8, // people wait for codes
      });
    },
  };
}
