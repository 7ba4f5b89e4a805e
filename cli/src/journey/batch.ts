import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import type { Hall, Step } from '../../../web/src/console/production/making.ts';
import { payFor } from './application-part.ts';
import { type MadeMedium, pairOf } from './authority-part.ts';
import type { JourneyOptions } from './index.ts';
import { type MortalAssistant, mortalAssistant } from './mortal-assistant.ts';
import { JIANGXI_ADDRESS } from './papers.ts';
import { type Person, staffMember } from './people.ts';
import { approve, type Play, prove } from './play.ts';
import { applyAs, beginPlay, type ProgrammePlay, sendPapers } from './programme-part.ts';
import type { Timeline } from './timeline.ts';

const { certificates, production, productionBatches } = endpoints;

/** What befalls the assistant while a medium is made: before which step, and whether it dies or loses the medium. */
interface Mishap {
  readonly at: Step;
  readonly what: 'killed' | 'unplugged';
  /** So long after the step has begun, in milliseconds; before it without. */
  readonly after?: number;
}
/** For each order of the batch, one after the other. */
const MISHAPS: readonly (readonly Mishap[])[] = [
  [
    { at: 'personalise', what: 'killed' },
    { at: 'request', what: 'killed' },
    { at: 'install', what: 'killed' },
    { at: 'prove', what: 'killed' },
    { at: 'finish', what: 'killed' },
  ],
  [
    { at: 'request', what: 'unplugged' },
    { at: 'install', what: 'unplugged' },
    { at: 'prove', what: 'unplugged' },
  ],
  [
    { at: 'personalise', what: 'killed', after: 20 },
    { at: 'install', what: 'killed', after: 1 },
    { at: 'install', what: 'killed', after: 10 },
  ],
];

/** A batch of production 制证批次 whose assistant is killed and whose media are pulled out in the midst of every step. */
export async function batch(t: Timeline, options: JourneyOptions): Promise<void> {
  const { baseUrl, out } = options;
  const plays: { play: ProgrammePlay; order: ApplicationView; form: Uint8Array | null }[] = [];
  for (const _ of MISHAPS) plays.push(await toProduction(t, options));
  const operator = await staffMember(baseUrl, 'production');
  const { transport } = operator;
  const started = await t.step('production', 'takes the orders as one batch', () =>
    call(transport, productionBatches.start, { body: { count: MISHAPS.length } }),
  );
  const params = { id: started.id };
  const wanted = plays.map(({ order }) => order.id).toSorted();
  const taken = started.items.map(({ applicationId }) => applicationId).toSorted();
  if (wanted.join() !== taken.join()) throw new Error('other orders wait for production in this hall');
  const assistant = await mortalAssistant(new URL(baseUrl).origin, MISHAPS.length);
  const serials = [...(await assistant.blanks())];
  const made = new Map<string, MadeMedium>();
  try {
    for (const [n, mishaps] of MISHAPS.entries()) {
      const { next } = await call(transport, productionBatches.read, { params });
      const id = next ?? '';
      made.set(id, await makeDespite(t, operator, assistant, id, serials[n] ?? '', mishaps));
      await t.step('production', 'puts the label on', () =>
        call(transport, productionBatches.label, { params: { ...params, application: id } }),
      );
    }
  } finally {
    await assistant.close();
  }
  const ended = await t.step('production', 'ends the batch', () =>
    call(transport, productionBatches.close, { params }),
  );
  t.check(
    'everything was made, nothing is left or set aside',
    ended.status === 'closed' && ended.items.every(({ state }) => state === 'done'),
  );
  t.check(
    'each order has the medium it was begun with',
    ended.items.map(({ mediumSerial }) => mediumSerial).join() === serials.join(),
  );
  for (const [n, { play, order, form }] of plays.entries()) {
    await checkOnePair(play);
    const one = made.get(order.id);
    if (one) await prove(play, path.join('batch', String(n + 1)), one, form);
  }
  mkdirSync(out, { recursive: true });
  t.save(out, { orders: plays.map(({ order }) => order.number), business: 'batch' });
}

/** An order that waits to be made. */
async function toProduction(t: Timeline, options: JourneyOptions) {
  const scene = { programme: 'jiangxi', region: '360100', address: JIANGXI_ADDRESS };
  const play = await beginPlay(t, options, scene);
  const { order, form } = await applyAs(play, { service: 'new' });
  await approve(play, order);
  await payFor(t, play.who, order.id);
  return { play, order: await sendPapers(play, order), form };
}

/** As the operator's page does it, begun again after each mishap. */
async function makeDespite(
  t: Timeline,
  operator: Person,
  assistant: MortalAssistant,
  id: string,
  serial: string,
  mishaps: readonly Mishap[],
): Promise<MadeMedium> {
  const { makeMedium } = await import('../../../web/src/console/production/making.ts');
  const { transport } = operator;
  const { numbers } = await call(transport, production.makePasswordCards, { body: { count: 1 } });
  const passwordCard = numbers[0] ?? '';
  const pairs: MadeMedium[] = [];
  const hall = hallOf(operator, id, pairs);
  await assistant.again(serial);
  for (const mishap of [...mishaps, undefined]) {
    const state = await call(transport, production.read, { params: { id } });
    // Dead after the hall had confirmed: the page goes on to the label.
    if (state.status === 'made') break;
    const befall = async () => (mishap?.what === 'unplugged' ? assistant.unplug() : assistant.kill());
    const attempt = () => {
      let pending: Promise<void> | undefined;
      let timer: NodeJS.Timeout | undefined;
      const onStep = (step: Step) => {
        if (step !== mishap?.at) return;
        if (mishap.after === undefined) pending = befall();
        else timer = setTimeout(() => void befall(), mishap.after);
      };
      // What is asked of the assistant next waits until the mishap has happened.
      const waits =
        <A extends unknown[], R>(ask: (...args: A) => Promise<R>) =>
        async (...args: A) => {
          await pending;
          return ask(...args);
        };
      const { client } = assistant;
      const reader = {
        medium: waits(client.medium),
        personalise: waits(client.personalise),
        createRequest: waits(client.createRequest),
        install: waits(client.install),
        prove: waits(client.prove),
        finish: waits(client.finish),
      };
      return makeMedium(hall, reader, { state, passwordCard }, onStep).finally(() => clearTimeout(timer));
    };
    if (!mishap) {
      await t.step('assistant', 'makes the medium', attempt);
      break;
    }
    const late = mishap.after === undefined ? '' : ` ${mishap.after} ms after it began`;
    await t.step('assistant', `is ${mishap.what} at “${mishap.at}”${late}`, async () => {
      const failed = await attempt().then(
        () => false,
        () => true,
      );
      if (!failed && mishap.after === undefined) t.check(`nothing went wrong at “${mishap.at}”`, false);
      if (mishap.what === 'killed') assistant.kill();
      await assistant.again(serial);
    });
  }
  const [first] = pairs;
  if (!first) throw new Error('nothing was issued');
  t.check(
    `the same pair came for the same medium, ${pairs.length} times`,
    pairs.every(({ sign, encrypt }) => same(sign, first.sign) && same(encrypt, first.encrypt)),
  );
  return first;
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(Buffer.from(b));

/** The hall’s side of it; keeps every pair that was answered. */
function hallOf({ transport }: Person, id: string, pairs: MadeMedium[]): Hall {
  const params = { id };
  return {
    isRegistered: async (serial) => {
      const { items } = await call(transport, production.media, { query: { q: serial } });
      return items.some((one) => one.serial === serial);
    },
    register: (serial, model) =>
      call(transport, production.registerMedia, { body: { kind: 'usb-key', model, serials: [serial] } }),
    personalise: (body) => call(transport, production.personalise, { params, body }),
    request: async (body) => {
      const issued = await call(transport, production.request, { params, body });
      pairs.push({ request: new Uint8Array(Buffer.from(body.request, 'base64')), ...pairOf(issued) });
      return issued;
    },
    nonce: () => call(transport, production.nonce, { params }),
    confirm: (body) => call(transport, production.confirm, { params, body }),
  };
}

/** One signing and one encryption certificate, both good: nothing was issued twice. */
async function checkOnePair({ t, who }: Play): Promise<void> {
  const { items } = await call(who.person.transport, certificates.own, {});
  const found = items.map(({ use, status }) => `${use} ${status}`).toSorted();
  t.check('one pair was issued to the organisation', found.join() === 'encrypt good,sign good');
}
