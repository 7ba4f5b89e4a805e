import { randomBytes } from 'node:crypto';
import { call } from '@yinxin/client';
import { type ApplicantCommand, type ApplicationView, endpoints } from '@yinxin/contract';
import { answersTo, scannedPaper } from './papers.ts';
import { type Person, person } from './people.ts';
import type { Timeline } from './timeline.ts';

const { applications, sandbox, session } = endpoints;

export interface Applicant {
  readonly person: Person;
  readonly creditCode: string;
  readonly name: string;
  readonly mobile: string;
  readonly password: string;
}

/** What is applied for, and the answers that are not invented. */
export interface Wanted {
  readonly programme: string;
  readonly project: string;
  readonly service: string;
  /** The held certificate it is about. */
  readonly subject?: string;
  readonly answers?: Readonly<Record<string, string>>;
  /** Where the certificate is posted to. */
  readonly address: string;
}

/** The organisation a journey plays: invented, registered and signed in. */
export async function registerOrganisation(t: Timeline, baseUrl: string, region: string): Promise<Applicant> {
  const who = person(baseUrl, 'applicant');
  const invented = await t.step(
    'applicant',
    'an organisation is invented',
    () => call(who.transport, sandbox.register, { body: { region } }),
    (o) => ({ code: o.creditCode }),
  );
  const { creditCode, name, mobile } = invented;
  await t.step('applicant', 'asks for an SMS code', () =>
    call(who.transport, session.sendSms, { body: { purpose: 'register', mobile } }),
  );
  const smsCode = await readSmsCode(who, mobile);
  const password = randomBytes(18).toString('base64url');
  const view = await t.step('applicant', 'registers', () =>
    call(who.transport, session.register, {
      body: {
        creditCode,
        confirmedCreditCode: creditCode,
        name,
        mobile,
        smsCode,
        password,
        acceptTerms: true,
      },
    }),
  );
  who.signedIn(view);
  return { person: who, creditCode, name, mobile, password };
}

async function readSmsCode(who: Person, mobile: string): Promise<string> {
  const found = await eventually(async () => {
    const { items } = await call(who.transport, sandbox.messages, { query: { to: mobile } });
    return items.map((m) => /\b(\d{6})\b/.exec(m.text)?.[1]).find((c) => c !== undefined);
  }, 'the SMS with the code');
  return found;
}

/** Repeats `look` until it finds something, at most 15 seconds. */
export async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what} did not come within 15 seconds`);
    await new Promise((r) => setTimeout(r, 50));
  }
}

/** The applicant does one thing to an order. */
export function act(t: Timeline, who: Applicant, id: string, what: string, command: ApplicantCommand) {
  return t.step(
    'applicant',
    what,
    () => call(who.person.transport, applications.command, { params: { id }, body: { command } }),
    (o) => ({ state: o.state.label.en }),
  );
}

/** From nothing to a submitted order. Answers the order and its first printed form (PDF), null where nothing is printed. */
export async function applyFor(
  t: Timeline,
  who: Applicant,
  wanted: Wanted,
): Promise<{ order: ApplicationView; form: Uint8Array | null }> {
  const { order, form } = await prepare(t, who, wanted);
  return { order: await submit(t, who, order), form };
}

/** As {@link applyFor}, not submitted. */
export async function prepare(
  t: Timeline,
  who: Applicant,
  wanted: Wanted,
): Promise<{ order: ApplicationView; form: Uint8Array | null }> {
  const { programme, project, service, subject } = wanted;
  const { transport } = who.person;
  const opened = await t.step(
    'applicant',
    `opens an application · ${service}`,
    () =>
      call(transport, applications.open, {
        body: { programme, project, service, regionConfirmed: true, ...(subject === undefined ? {} : { subject }) },
      }),
    (o) => ({ order: o.number }),
  );
  let order = await fillIn(t, who, opened, wanted);
  if (order.stages.some(({ kind }) => kind === 'delivery')) {
    const recipient = { name: '王芳', mobile: who.mobile, address: wanted.address };
    order = await act(t, who, order.id, 'names the recipient', { type: 'set-delivery', mode: 'post', recipient });
  }
  let form: Uint8Array | null = null;
  for (const material of order.materials.filter((m) => m.required && m.object === 'document')) {
    const paper = await paperFor(who, order, material);
    if (material.form !== null) form ??= new Uint8Array(await paper.arrayBuffer());
    order = await upload(t, who, order.id, material.code, paper);
  }
  return { order, form };
}

/** Which fields are asked follows from choices, so those are answered first. */
async function fillIn(t: Timeline, who: Applicant, opened: ApplicationView, wanted: Wanted): Promise<ApplicationView> {
  const values = ({ fields }: ApplicationView, choices: boolean) =>
    answersTo(
      fields.map(({ spec }) => spec).filter(({ kind }) => !choices || kind === 'choice'),
      { ...who, address: wanted.address },
      wanted.answers,
    );
  const chosen = await act(t, who, opened.id, 'chooses', { type: 'save-draft', fields: values(opened, true) });
  return act(t, who, opened.id, 'fills in the form', { type: 'save-draft', fields: values(chosen, false) });
}

/** The form of this order, or a scan that no other order has. */
export function paperFor(
  who: Applicant,
  { id, number }: ApplicationView,
  { code, form }: { readonly code: string; readonly form: string | null },
): Promise<Blob> {
  if (form === null) return scannedPaper(`${number} ${code} ${Date.now()}`);
  return call(who.person.transport, applications.form, { params: { id, form } });
}

export function upload(t: Timeline, who: Applicant, id: string, material: string, paper: Blob) {
  return t.step('applicant', `uploads ${material}`, () =>
    call(who.person.transport, applications.attach, {
      params: { id, material },
      files: [{ name: `${material}.pdf`, mediaType: 'application/pdf', bytes: paper }],
    }),
  );
}

export function submit(t: Timeline, who: Applicant, { id, dataVersion }: ApplicationView) {
  return act(t, who, id, 'submits', { type: 'submit', dataVersion });
}

/** Pays at the sandbox cashier and waits until the bank's notice has arrived. */
export async function payFor(t: Timeline, who: Applicant, id: string): Promise<ApplicationView> {
  const { transport } = who.person;
  const { payUrl } = await t.step('applicant', 'goes to the cashier', () =>
    call(transport, applications.pay, { params: { id }, body: { method: 'cashier' } }),
  );
  const sent = await transport.fetch(transport.baseUrl + payUrl, { redirect: 'manual' });
  const reference = decodeURIComponent((sent.headers.get('location') ?? '').split('/').at(-1) ?? '');
  await t.step('bank', 'takes the money', () =>
    call(transport, sandbox.cashier, { params: { reference }, body: { outcome: 'succeed' } }),
  );
  return t.step(
    'applicant',
    'sees the payment',
    () =>
      eventually(async () => {
        const order = await call(transport, applications.read, { params: { id } });
        return order.paymentState === 'paid' ? order : undefined;
      }, 'the payment'),
    (o) => ({ state: o.state.label.en, payment: o.paymentState }),
  );
}
