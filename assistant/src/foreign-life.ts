import { z } from 'zod';
import type { Asks, Question } from './asks.ts';
import { localisedChecks } from './check-texts.ts';
import { checkUp } from './checkup.ts';
import { OPEN_PURPOSES } from './client-fields.ts';
import type { Clock } from './clock.ts';
import type { Life } from './life.ts';
import { type Operation, operation } from './operation.ts';
import type { Place } from './place.ts';
import { AssistantRefusal } from './problems.ts';
import { openQuestion, unlockQuestion } from './questions.ts';
import type { Reader } from './reader.ts';
import type { Sessions } from './session.ts';
import { asking, bytes, container, digest, installation, nonce, order, serial, subject } from './shapes.ts';
import { signQuestion } from './signing.ts';

const EVENT_WAIT_MS = 20_000;

export interface LifeRooms {
  readonly reader: Reader;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly asks: Asks;
  readonly life: Life;
}

const at = (origin: string, params: { readonly serial: string; readonly container: string }): Place => ({
  origin,
  serial: params.serial,
  container: params.container,
});

/** What a holder's page may ask of a made medium, by name. */
export function lifeOperations({ reader, clock, sessions, asks, life }: LifeRooms): Record<string, Operation> {
  const ask = async (origin: string, id: string | null, wait: boolean, question: Question): Promise<object> => {
    let heard = asks.put(origin, id, question);
    if (wait && 'ask' in heard) {
      await reader.nextEvent(EVENT_WAIT_MS);
      heard = asks.put(origin, heard.ask, question);
    }
    return 'ask' in heard ? { state: 'waiting', ask: heard.ask } : heard.value;
  };
  /** A question about a medium that is not plugged in is not put to anybody. */
  const refuseOther = (wanted: string) => {
    const found = reader.token?.status().serial;
    if (found === undefined) throw new AssistantRefusal({ code: 'E_NO_KEY' });
    if (found !== wanted) throw new AssistantRefusal({ code: 'E_OTHER_MEDIUM', serial: found });
  };
  return {
    open: operation(
      z.strictObject({
        serial,
        purpose: z.enum(OPEN_PURPOSES),
        order: order.nullable().default(null),
        envelope: bytes.nullable().default(null),
        choosesPin: z.boolean().default(false),
        ...asking,
      }),
      async (params, origin) => {
        const { serial: wanted, purpose, wait, ask: id } = params;
        refuseOther(wanted);
        sessions.refuseWhileOthers(origin);
        if (id === null && sessions.isOpenFor(origin, purpose, params.order))
          return { state: 'open', serial: wanted, purpose };
        const envelope = purpose === 'download' ? params.envelope : null;
        return ask(origin, id, wait, openQuestion(sessions, origin, { ...params, envelope }));
      },
    ),
    unlock: operation(
      z.strictObject({ serial, response: bytes, nonce: nonce.nullable().default(null), ...asking }),
      async (params, origin) => {
        refuseOther(params.serial);
        return ask(origin, params.ask, params.wait, unlockQuestion(clock, origin, params));
      },
    ),
    'sign-application': operation(
      z.strictObject({ serial, container, document: bytes, ...asking }),
      async (params, origin) => {
        refuseOther(params.serial);
        sessions.refuseWhileOthers(origin);
        return ask(origin, params.ask, params.wait, signQuestion(clock, origin, params));
      },
    ),
    'unlock-challenge': operation(z.strictObject({ serial }), (params) =>
      reader.use(params.serial, async (token) => {
        const made = await token.unlockChallenge();
        const buffer = Buffer.from(made.nonce);
        return {
          serial: made.serial,
          nonce: buffer.toString('base64'),
          challenge: `${made.serial}.${buffer.toString('base64url')}`,
        };
      }),
    ),
    'renew-request': operation(
      z.strictObject({ serial, container, subject, certificate: digest, nonce }),
      (params, origin) => life.renewRequest(at(origin, params), params),
    ),
    'install-renewal': operation(installation, ({ serial, container, ...pair }, origin) =>
      life.installRenewal({ origin, serial, container }, pair),
    ),
    'switch-renewal': operation(z.strictObject({ serial, container, certificate: digest }), (params, origin) =>
      life.switchRenewal(at(origin, params), params.certificate),
    ),
    'abandon-renewal': operation(z.strictObject({ serial, container }), (params, origin) =>
      life.abandonRenewal(at(origin, params)),
    ),
    activate: operation(z.strictObject({ serial, container, order, nonce }), (params, origin) =>
      life.activate(at(origin, params), params.order, params.nonce),
    ),
    'mark-activated': operation(
      z.strictObject({ serial, container, order, at: z.iso.datetime({ offset: true }) }),
      (params, origin) => life.markActivated(at(origin, params), params.order, params.at),
    ),
    'install-seal': operation(
      z.strictObject({
        serial,
        container,
        id: z.string(),
        name: z.string(),
        sort: z.string(),
        notAfter: z.string(),
        certificate: digest,
        picture: bytes,
        object: bytes,
      }),
      ({ serial, container, ...seal }, origin) => life.installSeal({ origin, serial, container }, seal),
    ),
    'remove-seal': operation(z.strictObject({ serial, container, id: z.string().max(80) }), (params, origin) =>
      life.removeSeal(at(origin, params), params.id),
    ),
    'import-former': operation(
      z.strictObject({ serial, container, certificate: bytes, envelopedKey: bytes }),
      ({ serial, container, ...former }, origin) => life.importFormer({ origin, serial, container }, former),
    ),
    'read-seal': operation(z.strictObject({ serial, container }), (params) =>
      life.readSeal(params.serial, params.container),
    ),
    'check-up': operation(z.strictObject({}), async () => ({
      checks: localisedChecks(await checkUp(reader.token?.status() ?? null, clock, null)),
    })),
  };
}
