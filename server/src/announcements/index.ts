/** Announcements (公告): what the house tells everybody, or everybody of some programmes, for some days (IT-15). */
import { type AnnouncementView, announcements, consoleAnnouncements } from '@yinxin/contract';
import { shanghaiDay } from '@yinxin/programme';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import type { Audit } from '../audit/index.ts';
import {
  type Database,
  type Deps,
  problem,
  type Room,
  registerEndpoint,
  type Session,
  type Tx,
  transaction,
} from '../platform/index.ts';
import { migrations } from './migrations.ts';
import { refuse } from './problems.ts';
import { refusesDays, stateOn } from './rules.ts';
import { type Announcement, add, all, shownOn, withdraw } from './store.ts';

export interface AnnouncementPorts {
  /** Codes of the programmes in force. */
  programmes(db: Database): Promise<readonly string[]>;
  audit: Audit['record'];
}

/** The room. */
export function announcementsRoom(wiring: { ports(deps: Deps): AnnouncementPorts }): Room {
  return {
    name: 'announcements',
    migrations,
    register(app, deps) {
      const ports = wiring.ports(deps);
      const today = () => shanghaiDay(deps.clock.now());
      const view = (one: Announcement): z.input<typeof AnnouncementView> => {
        const { withdrawnAt: _, ...shown } = one;
        const published = { programmes: [...one.programmes], publishedAt: one.publishedAt.toISOString() };
        return { ...shown, ...published, state: stateOn(one, today()) };
      };
      const log = (tx: Tx, { subject: id, attributes }: Session, did: 'published' | 'withdrawn', one: Announcement) =>
        ports.audit(tx, {
          actor: { kind: 'staff', id, name: attributes.name ?? '' },
          action: `announcement.${did}`,
          subject: { kind: 'announcement', id: one.id, label: one.title.zh },
          details: { programmes: [...one.programmes], from: one.from, until: one.until },
        });

      registerEndpoint(app, announcements.current, async ({ db }) => ({
        items: (await shownOn(db, today())).map(({ id, title, text, programmes, from, until }) => ({
          ...{ id, title, text, from, until },
          programmes: [...programmes],
        })),
      }));
      registerEndpoint(app, consoleAnnouncements.list, async ({ db }) => ({ items: (await all(db)).map(view) }));
      registerEndpoint(app, consoleAnnouncements.publish, async ({ body, db, session }) => {
        const refusal = refusesDays(body, today());
        if (refusal) throw refuse(refusal, { field: 'body.until' });
        const known = await ports.programmes(db);
        const unknown = body.programmes.find((code) => !known.includes(code));
        if (unknown !== undefined)
          throw refuse('ANNOUNCEMENT_PROGRAMME_UNKNOWN', { field: 'body.programmes', params: { programme: unknown } });
        const published = { publishedBy: session.attributes.name ?? '', publishedAt: deps.clock.now() };
        const one = { ...body, ...published, id: uuid(), withdrawnAt: null };
        await transaction(db, async (tx) => {
          await add(tx, one);
          await log(tx, session, 'published', one);
        });
        return view(one);
      });
      registerEndpoint(app, consoleAnnouncements.withdraw, async ({ params, db, session }) => {
        const one = await transaction(db, async (tx) => {
          const found = await withdraw(tx, params.id, deps.clock.now());
          if (found) await log(tx, session, 'withdrawn', found);
          return found;
        });
        if (!one) throw problem('NOT_FOUND');
        return view(one);
      });
    },
  };
}
