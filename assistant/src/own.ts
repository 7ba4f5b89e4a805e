import { engine } from '@yinxin/gm';
import { DEFAULT_CONTAINER, signedBytes, type Token, type UnlockProof } from '@yinxin/token';
import { z } from 'zod';
import { describeCard } from './card.ts';
import { publicKeyOf, refuseOutsideValidity } from './certificate.ts';
import { checkUp } from './checkup.ts';
import type { Edition } from './edition/edition.ts';
import type { ForeignRooms } from './foreign.ts';
import { type Operation, operation } from './operation.ts';
import { AssistantRefusal } from './problems.ts';
import { base64, signingCertificate } from './proof.ts';
import { sectionsFor } from './sections.ts';
import { container, serial } from './shapes.ts';
import type { Stock } from './stock.ts';
import { VERSION } from './version.ts';

const pin = z.string().max(64);
const EVENT_WAIT_MS = 20_000;

export interface OwnRooms extends ForeignRooms {
  readonly stock: Stock;
  /** Software media may be plugged in and out from the page. */
  readonly sandbox: boolean;
  /** Words and looks of one product; null for the assistant's own. */
  readonly edition: Edition | null;
}

/** One signature with the PIN just typed; the session is closed again whatever happens. */
async function testSignature(token: Token, typedPin: string, now: Date) {
  const certificate = signingCertificate(token, DEFAULT_CONTAINER);
  refuseOutsideValidity(certificate, now);
  const text = `${token.status().serial} ${now.toISOString()}`;
  const message = new Uint8Array(Buffer.from(text, 'utf8'));
  await token.login(typedPin);
  try {
    const signature = await token.sign(message, 'test');
    const verified = engine().verify(publicKeyOf(certificate), signedBytes('test', message), signature);
    return { verified, text, algorithm: 'SM2-SM3', signature: Buffer.from(signature).toString('base64') };
  } finally {
    token.logout();
  }
}

// An answer to a challenge is a DER structure in base64; the unlock key itself is at most 64 characters.
const readProof = (proof: string): UnlockProof =>
  proof.length <= 64 ? { adminKey: proof } : { response: new Uint8Array(Buffer.from(proof, 'base64')) };

/** What only the assistant's own page may ask: everything with a PIN, the media, and who is let in. */
export function ownOperations(rooms: OwnRooms): Record<string, Operation> {
  const { reader, clock, pairings, sessions, asks, stock, sandbox, edition } = rooms;
  const sandboxOnly = () => {
    if (!sandbox) throw new AssistantRefusal({ code: 'E_SANDBOX_ONLY' });
  };
  return {
    state: operation(z.strictObject({}), async () => ({
      version: VERSION,
      sandbox,
      busy: reader.busy,
      revision: reader.revision,
      time: clock.now().toISOString(),
      medium: reader.token ? describeCard(reader.token.status(), clock.now()) : null,
      stock: sandbox ? stock.list().map(({ serial, label, state }) => ({ serial, label, state })) : [],
      edition: edition && { shows: edition.shows, details: edition.details },
      waiting: reader.waiting,
      session: sessions.purpose,
      asks: asks.list(),
      pairings: pairings.list(),
      sections: sectionsFor(
        reader.token?.status() ?? null,
        pairings.list().paired.map(({ origin }) => origin),
      ),
    })),
    seal: operation(z.strictObject({ serial, container }), (params) =>
      reader.look(params.serial, async (token) => {
        const { picture, object: _, ...facts } = await token.readSeal(params.container);
        return { ...facts, picture: base64(picture) };
      }),
    ),
    'answer-ask': operation(
      z.strictObject({ id: z.string(), pin: pin.nullable().default(null), next: pin.nullable().default(null) }),
      async ({ id, ...typed }) => {
        await asks.answer(id, typed);
        return {};
      },
    ),
    'decline-ask': operation(z.strictObject({ id: z.string() }), async ({ id }) => {
      asks.decline(id);
      return {};
    }),
    events: operation(z.strictObject({ after: z.int().min(0) }), async ({ after }) => {
      if (reader.revision === after) await reader.nextEvent(EVENT_WAIT_MS);
      return { revision: reader.revision };
    }),
    insert: operation(z.strictObject({ serial }), async (params) => {
      sandboxOnly();
      await reader.insert(params.serial);
      return { serial: params.serial };
    }),
    remove: operation(z.strictObject({}), async () => {
      sandboxOnly();
      await reader.remove();
      sessions.forget();
      asks.removed();
      return {};
    }),
    'change-pin': operation(z.strictObject({ serial, current: pin, next: pin }), (params) =>
      reader.own(params.serial, async (token) => {
        await token.changePin(params.current, params.next);
        return { pin: token.status().pin };
      }),
    ),
    'test-signature': operation(z.strictObject({ serial, pin }), (params) =>
      reader.own(params.serial, async (token) => ({
        ...(await testSignature(token, params.pin, clock.now())),
        pin: token.status().pin,
      })),
    ),
    'unlock-challenge': operation(z.strictObject({ serial }), (params) =>
      reader.use(params.serial, async (token) => {
        const challenge = await token.unlockChallenge();
        return { challenge: `${challenge.serial}.${Buffer.from(challenge.nonce).toString('base64url')}` };
      }),
    ),
    unlock: operation(z.strictObject({ serial, proof: z.string().trim().min(1).max(4096), next: pin }), (params) =>
      reader.own(params.serial, async (token) => {
        await token.unlock(readProof(params.proof), params.next);
        return { pin: token.status().pin };
      }),
    ),
    'check-up': operation(z.strictObject({ pin: pin.nullable().default(null) }), async (params) => {
      const signed = params.pin;
      const tryPin =
        signed === null || !reader.token
          ? null
          : () => reader.own(null, async (token) => (await testSignature(token, signed, clock.now())).verified);
      return { checks: await checkUp(reader.token?.status() ?? null, clock, tryPin) };
    }),
    'answer-pairing': operation(z.strictObject({ id: z.string(), approve: z.boolean() }), async (params) => {
      pairings.answer(params.id, params.approve);
      reader.announce('pairing', null);
      return {};
    }),
    'revoke-pairing': operation(z.strictObject({ origin: z.string() }), async (params) => {
      pairings.revoke(params.origin);
      reader.announce('pairing', null);
      return {};
    }),
  };
}
