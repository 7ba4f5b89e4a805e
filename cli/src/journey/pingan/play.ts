import path from 'node:path';
import { call } from '@yinxin/client';
import { type ApplicationView, endpoints, type HoldingView, type ProjectView } from '@yinxin/contract';
import { parseCertificate } from '@yinxin/pki';
import type { z } from 'zod';
import {
  type Applicant,
  act,
  payFor,
  prepare as prepareOrder,
  registerOrganisation,
  submit,
  type Wanted,
} from '../application-part.ts';
import { writeArtefacts } from '../artefacts.ts';
import { type MadeMedium, produce, staffAct } from '../authority-part.ts';
import { hallTime } from '../clock-part.ts';
import { activate, bind, bindTo, boundAt, checkSignIn, refused, signInWith } from '../holder-part.ts';
import { type JourneyMedium, newMedium } from '../medium.ts';
import { receive } from '../receive.ts';
import { fetchStatus, verifyAll } from '../status-part.ts';
import type { Timeline } from '../timeline.ts';

const { applications, catalogue, holdings } = endpoints;

export const PROGRAMME = 'pingan';
/** Relying system whose account the certificates are bound to. */
export const SYSTEM = 'procurement';
export const FEN_A_YEAR = 20_000;

/** One organisation in the play. */
export interface Play {
  readonly t: Timeline;
  readonly baseUrl: string;
  readonly out: string;
  readonly who: Applicant;
  readonly project: ProjectView;
  /** Media that were made, to be put away at the end. */
  readonly media: JourneyMedium[];
  /** Numbers of the orders played. */
  readonly orders: string[];
}

/** A certificate in its holder's hands. */
export interface InHand {
  readonly medium: JourneyMedium;
  readonly made: MadeMedium;
  /** The PIN its holder chose. */
  readonly pin: string;
}

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

export async function approve({ t, baseUrl }: Play, { id, dataVersion }: ApplicationView): Promise<ApplicationView> {
  await staffAct(t, baseUrl, 'reviewer', id, 'takes the order', { type: 'take' });
  return staffAct(t, baseUrl, 'reviewer', id, 'approves', { type: 'approve', dataVersion });
}

export const read = ({ who }: Play, id: string): Promise<ApplicationView> =>
  call(who.person.transport, applications.read, { params: { id } });

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

/** Verifies a pair that is in force and leaves it in a folder of its own. */
export async function prove(play: Play, folder: string, made: MadeMedium, form: Uint8Array | null): Promise<void> {
  const { t, who, out } = play;
  const [issuer, root] = made.chain;
  if (!issuer || !root) throw new Error('the chain holds no issuer and root');
  const status = await t.step('anyone', 'fetches CRL and OCSP', () => fetchStatus(made.sign, issuer));
  const found = { root, issuer, ...made, ...status, applicationForm: form };
  const dir = path.join(out, folder);
  writeArtefacts(dir, found);
  verifyAll(t, found, dir, await hallTime(who));
}

export const endOf = ({ sign }: MadeMedium): Date => parseCertificate(sign).notAfter;

/** The same instant so many years later on a calendar in Shanghai. */
export function yearsAfter(at: Date, years: number): Date {
  const shifted = new Date(at.getTime() + 8 * 3_600_000);
  shifted.setUTCFullYear(shifted.getUTCFullYear() + years);
  return new Date(shifted.getTime() - 8 * 3_600_000);
}

/** The pair that stands in use. Throws when it is not exactly one. */
export async function heldNow({ who }: Play): Promise<z.output<typeof HoldingView>> {
  const { items } = await call(who.person.transport, holdings.list, { query: { status: 'in-use' } });
  const [one] = items;
  if (!one || items.length > 1) throw new Error(`${items.length} certificates are in use`);
  return one;
}
