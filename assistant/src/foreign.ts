import { z } from 'zod';
import type { EventsAnswer, PairAnswer, StatusAnswer } from './client.ts';
import { type LifeRooms, lifeOperations } from './foreign-life.ts';
import { type Operation, operation } from './operation.ts';
import type { Pairings } from './pairing.ts';
import type { Production } from './production.ts';
import { bytes, container, installation, nonce, serial, subject } from './shapes.ts';
import { VERSION } from './version.ts';

const EVENT_WAIT_MS = 20_000;

export interface ForeignRooms extends LifeRooms {
  readonly pairings: Pairings;
  readonly production: Production;
}

/** What pages of the portal and the console may ask, by name. Each gets the origin that asks. */
export function foreignOperations(rooms: ForeignRooms): Record<string, Operation> {
  const { reader, clock, pairings, production } = rooms;
  return {
    ...lifeOperations(rooms),
    pair: operation(
      z.strictObject({ pairing: z.string().nullable().default(null), wait: z.boolean().default(false) }),
      async ({ pairing, wait }, origin): Promise<PairAnswer> => {
        const answer = pairings.ask(origin, pairing);
        if (answer.state === 'paired') return answer;
        if (answer.pairing !== pairing) reader.announce('pairing', null);
        if (!wait) return answer;
        await reader.nextEvent(EVENT_WAIT_MS);
        return pairings.ask(origin, answer.pairing);
      },
    ),
    status: operation(
      z.strictObject({ serverTime: z.iso.datetime({ offset: true }).optional() }),
      async ({ serverTime }): Promise<StatusAnswer> => {
        if (serverTime !== undefined) clock.heard(serverTime);
        return {
          version: VERSION,
          platform: process.platform,
          time: clock.now().toISOString(),
          medium: reader.token ? production.medium() : null,
          busy: reader.busy,
          revision: reader.revision,
        };
      },
    ),
    medium: operation(z.strictObject({}), async () => production.medium()),
    read: operation(z.strictObject({}), async () => production.read()),
    personalise: operation(z.strictObject({ serial, envelope: bytes }), (params, origin) =>
      production.personalise(origin, params.serial, params.envelope),
    ),
    'create-request': operation(z.strictObject({ serial, subject, container }), (params, origin) =>
      production.createRequest(origin, params.serial, params.subject, params.container),
    ),
    install: operation(installation, ({ serial, container, ...pair }, origin) =>
      production.install({ origin, serial, container }, pair),
    ),
    prove: operation(
      z.strictObject({ serial, container, nonce, slot: z.enum(['current', 'next']).default('current') }),
      (params, origin) => production.prove(origin, params.serial, params.nonce, params),
    ),
    spoil: operation(z.strictObject({ serial, reason: z.string().trim().min(1).max(200) }), (params, origin) =>
      production.spoil(origin, params.serial, params.reason),
    ),
    finish: operation(z.strictObject({ serial }), (params, origin) => production.finish(origin, params.serial)),
    events: operation(z.strictObject({ after: z.int().min(0) }), async ({ after }): Promise<EventsAnswer> => {
      // After a restart of the assistant the caller's number may be ahead of ours: it then hears at once.
      if (reader.revision === after) await reader.nextEvent(EVENT_WAIT_MS);
      return { revision: reader.revision, events: [...reader.eventsAfter(after)] };
    }),
  };
}

/** Operations that a page may call before it is let in. */
export const OPEN_OPERATIONS: ReadonlySet<string> = new Set(['pair']);
