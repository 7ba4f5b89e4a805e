import { randomBytes } from 'node:crypto';
import { call } from '@yinxin/client';
import { type ApplicationView, endpoints, type ProgrammeView, type ProjectView } from '@yinxin/contract';
import { fieldValues, scannedPaper } from './papers.ts';
import { type Person, person } from './people.ts';
import type { Timeline } from './timeline.ts';

const { applications, sandbox, session } = endpoints;

export interface Applicant {
  readonly person: Person;
  readonly creditCode: string;
  readonly name: string;
  readonly mobile: string;
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
  const view = await t.step('applicant', 'registers', () =>
    call(who.transport, session.register, {
      body: {
        creditCode,
        confirmedCreditCode: creditCode,
        name,
        mobile,
        smsCode,
        password: randomBytes(18).toString('base64url'),
        acceptTerms: true,
      },
    }),
  );
  who.signedIn(view);
  return { person: who, creditCode, name, mobile };
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

/** From an open application to a submitted one. Answers the order and its application form (PDF). */
export async function applyFor(
  t: Timeline,
  who: Applicant,
  programme: ProgrammeView,
  project: ProjectView,
): Promise<{ order: ApplicationView; form: Uint8Array }> {
  const { transport } = who.person;
  const opened = await t.step(
    'applicant',
    'opens an application',
    () =>
      call(transport, applications.open, {
        body: { programme: programme.code, project: project.code, service: 'new', regionConfirmed: true },
      }),
    (o) => ({ order: o.number }),
  );
  const params = { id: opened.id };
  const fields = fieldValues(project, who);
  const filled = await t.step('applicant', 'fills in the form', () =>
    call(transport, applications.command, { params, body: { command: { type: 'save-draft', fields } } }),
  );
  const recipient = { name: '王芳', mobile: who.mobile, address: '江西省南昌市红谷滩区示例路1号' };
  const named = await t.step('applicant', 'names the recipient', () =>
    call(transport, applications.command, {
      params,
      body: { command: { type: 'set-delivery', mode: 'post', recipient } },
    }),
  );
  let form = new Uint8Array();
  let order = named;
  for (const material of filled.materials.filter((m) => m.required)) {
    const paper =
      material.form === null
        ? await scannedPaper(`${order.number} ${material.code}`)
        : await call(transport, applications.form, { params: { ...params, form: material.form } });
    if (material.form === 'application-form') form = new Uint8Array(await paper.arrayBuffer());
    order = await t.step('applicant', `uploads ${material.code}`, () =>
      call(transport, applications.attach, {
        params: { ...params, material: material.code },
        files: [{ name: `${material.code}.pdf`, mediaType: 'application/pdf', bytes: paper }],
      }),
    );
  }
  const { dataVersion } = order;
  order = await t.step(
    'applicant',
    'submits',
    () => call(transport, applications.command, { params, body: { command: { type: 'submit', dataVersion } } }),
    (o) => ({ state: o.state.label.en }),
  );
  return { order, form };
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
