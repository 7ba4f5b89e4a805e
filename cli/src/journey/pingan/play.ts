import { call } from '@yinxin/client';
import { type ApplicationView, endpoints } from '@yinxin/contract';
import {
  act,
  payFor,
  prepare as prepareOrder,
  registerOrganisation,
  submit,
  type Wanted,
} from '../application-part.ts';
import { produce, staffAct } from '../authority-part.ts';
import { activate, bind, bindTo, boundAt, checkSignIn, refused, signInWith } from '../holder-part.ts';
import { newMedium } from '../medium.ts';
import { type InHand, type Play, read } from '../play.ts';
import { receive } from '../receive.ts';
import type { Timeline } from '../timeline.ts';

const { catalogue } = endpoints;

export const PROGRAMME = 'pingan';
/** Relying system whose account the certificates are bound to. */
export const SYSTEM = 'procurement';
export const FEN_A_YEAR = 20_000;

export async function newPlay(t: Timeline, baseUrl: string, out: string): Promise<Play> {
  const who = await registerOrganisation(t, baseUrl, '440300');
  const { programmes } = await call(who.person.transport, catalogue.programmes, {});
  const [project] = programmes.find(({ code }) => code === PROGRAMME)?.projects ?? [];
  if (!project) throw new Error(`the hall does not offer ${PROGRAMME}`);
  return { t, baseUrl, out, who, project, media: [], orders: [] };
}

interface Applied {
  readonly order: ApplicationView;
  /** Null where nothing is printed. */
  readonly form: Uint8Array | null;
}

type More = Pick<Wanted, 'subject' | 'answers'>;

/** Fills in and uploads everything for a service. */
export async function prepare(play: Play, service: string, more: More): Promise<Applied> {
  const wanted = { programme: PROGRAMME, project: play.project.code, service, address: '广东省深圳市福田区示例路2号' };
  const prepared = await prepareOrder(play.t, play.who, { ...wanted, ...more });
  play.orders.push(prepared.order.number);
  return prepared;
}

/** Applies for a service up to the submission. */
export async function apply(play: Play, service: string, more: More): Promise<Applied> {
  const { order, form } = await prepare(play, service, more);
  return { order: await submit(play.t, play.who, order), form };
}

/** Pays what the order costs and checks how much that was. */
export async function pay({ t, who }: Play, order: ApplicationView, fen: number): Promise<ApplicationView> {
  t.check(`the order costs ${fen / 100} yuan`, order.price.totalFen === fen);
  const paid = await payFor(t, who, order.id);
  t.check('exactly that was paid', paid.payment.amountFen === fen);
  return paid;
}

/** From an approved order to a medium its holder signed for and opened. */
export async function makeAndSend(play: Play, order: ApplicationView): Promise<InHand> {
  const { t, baseUrl, who } = play;
  const { id } = order;
  const number = Date.now();
  const papers = { type: 'post-papers', carrier: '顺丰', trackingNumber: `SF${number}` } as const;
  await act(t, who, id, 'posts the papers', papers);
  await staffAct(t, baseUrl, 'mail-room', id, 'confirms the papers', { type: 'confirm-papers' });
  const medium = await newMedium();
  play.media.push(medium);
  const made = await produce(t, baseUrl, id, medium);
  const parcel = { carrier: '顺丰', trackingNumber: `SF${number + 1}`, mediumSerial: medium.serial };
  await staffAct(t, baseUrl, 'shipping', id, 'dispatches the medium', { type: 'dispatch', ...parcel });
  const pin = await receive(t, who, medium, parcel.trackingNumber);
  await act(t, who, id, 'signs for the parcel', { type: 'confirm-received' });
  return { medium, made, pin };
}

/** From the opened parcel to a certificate in use: no step can be skipped (PA-22). */
export async function putToUse(play: Play, order: ApplicationView, { medium, made }: InHand): Promise<void> {
  const { t, who } = play;
  const signIn = () => signInWith(who, medium, made.sign);
  await refused(t, 'sign-in before the activation', 'CERTIFICATE_NOT_ACTIVATED', signIn);
  await refused(t, 'binding before the activation', 'CERTIFICATE_NOT_ACTIVATED', () =>
    bindTo(who, medium, made.sign, SYSTEM),
  );
  await activate(t, who, order, medium, made.sign);
  await refused(t, 'sign-in before the binding', 'CERTIFICATE_NOT_BOUND', signIn);
  await bind(t, who, medium, made.sign, SYSTEM);
  t.check('one certificate is bound', (await boundAt(who, SYSTEM)) === 1);
  await checkSignIn(t, who, medium, made.sign);
  const finished = await read(play, order.id);
  t.check('the order is finished and bound', finished.stage === 'finished' && finished.state.code === 'bound');
}
