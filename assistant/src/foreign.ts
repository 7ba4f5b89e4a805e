import { DEFAULT_CONTAINER } from '@yinxin/token';
import { z } from 'zod';
import type { EventsAnswer, PairAnswer, StatusAnswer } from './client.ts';
import type { Clock } from './clock.ts';
import { type Operation, operation } from './operation.ts';
import type { Pairings } from './pairing.ts';
import type { Production } from './production.ts';
import type { Reader } from './reader.ts';
import { VERSION } from './version.ts';

const EVENT_WAIT_MS = 20_000;

const bytes = z
  .base64()
  .min(4)
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const serial = z.string().min(1).max(40);
const container = z
  .string()
  .regex(/^[a-z0-9-]{1,32}$/)
  .default(DEFAULT_CONTAINER);
const part = z.string().trim().min(1).max(128);
const subject = z.strictObject({
  C: z.string().regex(/^[A-Z]{2}$/),
  ST: part.exactOptional(),
  L: part.exactOptional(),
  O: part.exactOptional(),
  OU: part.exactOptional(),
  CN: part,
});

export interface ForeignRooms {
  readonly reader: Reader;
  readonly clock: Clock;
  readonly pairings: Pairings;
  readonly production: Production;
}

/** What pages of the portal and the console may ask, by name. Each gets the origin that asks. */
export function foreignOperations(rooms: ForeignRooms): Record<string, Operation> {
  const { reader, clock, pairings, production } = rooms;
  return {
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
    personalise: operation(z.strictObject({ serial, envelope: bytes }), (params, origin) =>
      production.personalise(origin, params.serial, params.envelope),
    ),
    'create-request': operation(z.strictObject({ serial, subject, container }), (params, origin) =>
      production.createRequest(origin, params.serial, params.subject, params.container),
    ),
    install: operation(
      z.strictObject({
        serial,
        container,
        sign: bytes,
        encrypt: bytes,
        chain: z.array(bytes).min(1).max(8),
        envelopedKey: bytes,
        passwordCard: z.string().min(1).max(40).exactOptional(),
      }),
      ({ serial, container, ...installation }, origin) => production.install(origin, serial, container, installation),
    ),
    prove: operation(
      z.strictObject({
        serial,
        container,
        nonce: bytes.refine((nonce) => nonce.length >= 32 && nonce.length <= 256, 'nonce of 32 to 256 bytes'),
      }),
      (params, origin) => production.prove(origin, params.serial, params.nonce, params.container),
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
