import { randomBytes, randomInt } from 'node:crypto';
import {
  type ApplicantCommand,
  type ApplicationView,
  endpoints,
  type MaterialFault,
  type Role,
  type StaffCommand,
} from '@yinxin/contract';
import { fieldValues, scannedPaper } from '../../cli/src/journey/papers.ts';
import type { Hall } from './hall.ts';
import { makeMedium } from './medium.ts';
import type { Person } from './person.ts';

const { applications, catalogue, consoleApplications, sandbox, session } = endpoints;

export interface Organisation {
  readonly creditCode: string;
  readonly name: string;
  readonly mobile: string;
}
export interface Applicant extends Organisation {
  readonly person: Person;
  readonly password: string;
}
export type Stage =
  | 'fill'
  | 'filled'
  | 'review'
  | 'payment'
  | 'papers'
  | 'posted'
  | 'production'
  | 'delivery'
  | 'finished';
export interface OrderOptions {
  readonly applicant?: Applicant;
  readonly project?: string;
  readonly mode?: 'post' | 'collect';
}
/** An order that was brought to a stage, and whose it is. */
export interface Arranged {
  readonly applicant: Applicant;
  readonly order: ApplicationView;
}

/** An organisation the sandbox's register knows, without an account. Region: six digits of GB/T 2260. */
export function invent(hall: Hall, region = '360100', name?: string): Promise<Organisation> {
  return hall.visitor().call(sandbox.register, { body: name === undefined ? { region } : { region, name } });
}

/** The newest code sent to a mobile. */
export async function smsCode(hall: Hall, mobile: string): Promise<string> {
  const text = (await messages(hall, mobile))[0] ?? '';
  const code = /\b(\d{6})\b/.exec(text)?.[1];
  if (!code) throw new Error(`no code in the newest message to ${mobile}: ${text}`);
  return code;
}

/** Texts sent to a mobile, newest first. */
export async function messages(hall: Hall, to: string): Promise<string[]> {
  await hall.server.deps.jobs.idle();
  const { items } = await hall.visitor().call(sandbox.messages, { query: { to } });
  return items.map((one) => one.text);
}

/** Registers an organisation; its name may be given as it was typed, wrong. */
export async function register(hall: Hall, one: Organisation, name = one.name): Promise<Applicant> {
  const who = hall.visitor();
  const { creditCode, mobile } = one;
  await who.call(session.sendSms, { body: { purpose: 'register', mobile } });
  const password = randomBytes(12).toString('base64url');
  const body = { creditCode, confirmedCreditCode: creditCode, name, mobile, password, acceptTerms: true as const };
  await who.call(session.register, { body: { ...body, smsCode: await smsCode(hall, mobile) } });
  return { ...one, name, person: who, password };
}

/** A registered organisation of a region. */
export async function newApplicant(hall: Hall, region?: string): Promise<Applicant> {
  return register(hall, await invent(hall, region));
}

/** A plausible scan, different every time. */
export async function scan(label = 'scan'): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const paper = await scannedPaper(`${label} ${randomInt(1_000_000_000)}`);
  return { name: `${label}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(await paper.arrayBuffer()) };
}

export async function projectOf(hall: Hall, code: string) {
  const { programmes } = await hall.visitor().call(catalogue.programmes, {});
  for (const programme of programmes) {
    const project = programme.projects.find((one) => one.code === code);
    if (project) return { programme, project };
  }
  throw new Error(`no project ${code}`);
}

/** One member of staff does one thing to an order. */
export async function decide(hall: Hall, role: Role, id: string, command: StaffCommand): Promise<void> {
  const member = await hall.staff(role);
  await member.call(consoleApplications.command, { params: { id }, body: { command } });
}

/** Reads the order as the applicant sees it. */
export function read({ person }: Applicant, id: string): Promise<ApplicationView> {
  return person.call(applications.read, { params: { id } });
}

async function open(hall: Hall, { person }: Applicant, code: string): Promise<ApplicationView> {
  const { programme } = await projectOf(hall, code);
  const body = { programme: programme.code, project: code, service: 'new', regionConfirmed: true };
  return person.call(applications.open, { body });
}

/** Fields, papers and recipient, ready to be submitted. */
export async function fill(hall: Hall, who: Applicant, order: ApplicationView, mode: 'post' | 'collect' = 'post') {
  const params = { id: order.id };
  const { project } = await projectOf(hall, order.project);
  const fields = fieldValues(project, who);
  const recipient = { name: '王芳', mobile: recipientMobile(who), address: '江西省南昌市红谷滩区示例路1号' };
  const give = (command: ApplicantCommand) => who.person.call(applications.command, { params, body: { command } });
  await give({ type: 'save-draft', fields });
  await give({ type: 'set-delivery', mode, ...(mode === 'post' ? { recipient } : {}) });
  for (const material of order.materials.filter((one) => one.required)) await attach(who, order, material.code);
  return read(who, order.id);
}

/** Another mobile than the applicant's. */
export const recipientMobile = ({ mobile }: Organisation) => `188${mobile.slice(3)}`;

/** The right paper for a material, as a PDF. */
export async function paperFor({ person }: Applicant, order: ApplicationView, code: string): Promise<Blob> {
  const { form } = order.materials.find((one) => one.code === code) ?? { form: null };
  return form === null
    ? scannedPaper(`${order.number} ${code} ${randomInt(1_000_000_000)}`)
    : person.call(applications.form, { params: { id: order.id, form } });
}

export async function attach(who: Applicant, order: ApplicationView, code: string): Promise<ApplicationView> {
  return who.person.call(applications.attach, {
    params: { id: order.id, material: code },
    files: [{ name: `${code}.pdf`, mediaType: 'application/pdf', bytes: await paperFor(who, order, code) }],
  });
}

export async function submit(who: Applicant, id: string): Promise<void> {
  const { dataVersion } = await read(who, id);
  const command = { type: 'submit' as const, dataVersion };
  await who.person.call(applications.command, { params: { id }, body: { command } });
}

export async function approve(hall: Hall, who: Applicant, id: string): Promise<void> {
  const { dataVersion } = await read(who, id);
  const reviewer = await hall.staff('reviewer');
  for (const command of [{ type: 'take' }, { type: 'approve', dataVersion }] as const)
    await reviewer.call(consoleApplications.command, { params: { id }, body: { command } });
}

/** The reviewer takes the order and ends the review otherwise than by approving. */
export async function review(hall: Hall, id: string, command: StaffCommand): Promise<void> {
  const reviewer = await hall.staff('reviewer');
  await reviewer.call(consoleApplications.command, { params: { id }, body: { command: { type: 'take' } } });
  await reviewer.call(consoleApplications.command, { params: { id }, body: { command } });
}

export const fault = (code: string, reason: string): MaterialFault => ({ item: { kind: 'material', code }, reason });

export async function pay(hall: Hall, { person }: Applicant, id: string): Promise<void> {
  const { payUrl } = await person.call(applications.pay, { params: { id }, body: { method: 'cashier' } });
  const sent = await fetch(hall.url + payUrl, { redirect: 'manual', headers: cookieHeader(person) });
  const reference = decodeURIComponent((sent.headers.get('location') ?? '').split('/').at(-1) ?? '');
  await person.call(sandbox.cashier, { params: { reference }, body: { outcome: 'succeed' } });
  await hall.server.deps.jobs.idle();
}

const cookieHeader = ({ cookies }: Person) => ({ cookie: [...cookies].map((pair) => pair.join('=')).join('; ') });

export const courierNumber = () => `SF${randomInt(1_000_000_000_000, 10_000_000_000_000)}`;

export async function post({ person }: Applicant, id: string): Promise<void> {
  const command = { type: 'post-papers' as const, carrier: '顺丰速运', trackingNumber: courierNumber() };
  await person.call(applications.command, { params: { id }, body: { command } });
}

async function dispatch(hall: Hall, who: Applicant, id: string): Promise<void> {
  const { production, delivery } = await read(who, id);
  const mediumSerial = production.mediumSerial ?? '';
  await decide(
    hall,
    'shipping',
    id,
    delivery.mode === 'collect'
      ? { type: 'hand-over', collector: '王芳', mediumSerial }
      : { type: 'dispatch', carrier: '顺丰速运', trackingNumber: courierNumber(), mediumSerial },
  );
}

const ORDER: readonly Stage[] = [
  'fill',
  'filled',
  'review',
  'payment',
  'papers',
  'posted',
  'production',
  'delivery',
  'finished',
];

/** Brings a new order as far as a stage, everything through the API. */
export async function orderAt(hall: Hall, stage: Stage, options: OrderOptions = {}): Promise<Arranged> {
  const applicant = options.applicant ?? (await newApplicant(hall));
  const opened = await open(hall, applicant, options.project ?? 'housing-in-province');
  const { id } = opened;
  const steps: readonly (() => Promise<unknown>)[] = [
    () => fill(hall, applicant, opened, options.mode),
    () => submit(applicant, id),
    () => approve(hall, applicant, id),
    () => pay(hall, applicant, id),
    () => post(applicant, id),
    () => decide(hall, 'mail-room', id, { type: 'confirm-papers' }),
    () => makeMedium(hall, id),
    () => dispatch(hall, applicant, id),
  ];
  for (const step of steps.slice(0, ORDER.indexOf(stage))) await step();
  return { applicant, order: await read(applicant, id) };
}
