import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PDFDocument } from '@cantoo/pdf-lib';
import { ApiProblem, call } from '@yinxin/client';
import { type ApplicantCommand, type ApplicationView, endpoints, type Role, type StaffCommand } from '@yinxin/contract';
import type { Person } from './person.ts';

const { applications, catalogue, consoleApplications, sandbox, session } = endpoints;

export interface Applicant {
  readonly person: Person;
  readonly creditCode: string;
  readonly name: string;
  readonly mobile: string;
}

/** Repeats `look` until it finds something. */
export async function eventually<T>(look: () => Promise<T | undefined>, what: string, ms = 60_000): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`${what} did not come within ${ms} ms`);
    await sleep(40);
  }
}

/** Registers a new organisation and signs it in. */
export async function register(who: Person): Promise<Applicant> {
  const { transport } = who;
  const { creditCode, name, mobile } = await call(transport, sandbox.register, { body: { region: '360100' } });
  try {
    await call(transport, session.sendSms, { body: { purpose: 'register', mobile } });
  } catch (error) {
    // Asked twice because the first answer got lost: the first code is on its way.
    if (!(error instanceof ApiProblem && error.problem.status === 429)) throw error;
  }
  const smsCode = await eventually(async () => {
    const { items } = await call(transport, sandbox.messages, { query: { to: mobile } });
    return items.map((one) => /\b(\d{6})\b/.exec(one.text)?.[1]).find((code) => code !== undefined);
  }, 'the code');
  const password = randomBytes(18).toString('base64url');
  const body = {
    creditCode,
    confirmedCreditCode: creditCode,
    name,
    mobile,
    smsCode,
    password,
    acceptTerms: true,
  } as const;
  const view = await call(transport, session.register, { body });
  // A repeated answer brings no cookie: whoever lost it signs in.
  if (who.isSignedIn()) who.signedIn(view);
  else who.signedIn(await call(transport, session.signIn, { body: { creditCode, password } }));
  return { person: who, creditCode, name, mobile };
}

/** A small PDF, different for every label. */
export async function paper(label: string): Promise<Blob> {
  const document = await PDFDocument.create();
  document.setTitle(label);
  document.addPage([595, 842]);
  return new Blob([new Uint8Array(await document.save())], { type: 'application/pdf' });
}

/** One thing the applicant does to an order. */
export function act(who: Person, id: string, command: ApplicantCommand): Promise<ApplicationView> {
  return call(who.transport, applications.command, { params: { id }, body: { command } });
}

/** One thing a member of staff does to an order. */
export function decide(member: Person, id: string, command: StaffCommand): Promise<ApplicationView> {
  return call(member.transport, consoleApplications.command, { params: { id }, body: { command } });
}

/** Opens, fills in, uploads; does not submit. Every view that was answered goes to `seen`. */
export async function prepare(
  who: Applicant,
  seen: (view: ApplicationView) => void = () => {},
): Promise<ApplicationView> {
  const { transport } = who.person;
  const { programmes } = await call(transport, catalogue.programmes, {});
  const [programme] = programmes;
  const [project] = programme?.projects ?? [];
  if (!programme || !project) throw new Error('the hall offers nothing');
  const body = { programme: programme.code, project: project.code, service: 'new', regionConfirmed: true };
  const opened = await call(transport, applications.open, { body });
  seen(opened);
  const params = { id: opened.id };
  const fields: Record<string, string> = {};
  for (const field of project.fields.filter((f) => f.required)) {
    const choice = field.choices?.find((c) => c.accepted)?.code;
    const known =
      field.kind === 'mobile' ? who.mobile : field.kind === 'person-name' ? '李明' : '江西省南昌市示例路1号';
    fields[field.code] = choice ?? known;
  }
  seen(await act(who.person, opened.id, { type: 'save-draft', fields }));
  const recipient = { name: '王芳', mobile: who.mobile, address: '江西省南昌市红谷滩区示例路1号' };
  let order = await act(who.person, opened.id, { type: 'set-delivery', mode: 'post', recipient });
  seen(order);
  for (const { code, form } of order.materials.filter((m) => m.required)) {
    const bytes =
      form === 'application-form'
        ? await call(transport, applications.form, { params: { ...params, form } })
        : await paper(`${order.number} ${code}`);
    order = await call(transport, applications.attach, {
      params: { ...params, material: code },
      files: [{ name: `${code}.pdf`, mediaType: 'application/pdf', bytes }],
    });
    seen(order);
  }
  return order;
}

/** Opens an attempt to pay and goes to the cashier; answers the bank's reference. */
export async function toCashier(who: Person, id: string): Promise<{ chargeId: string; reference: string }> {
  const { chargeId, payUrl } = await call(who.transport, applications.pay, {
    params: { id },
    body: { method: 'cashier' },
  });
  const sent = await who.transport.fetch(who.transport.baseUrl + payUrl, {});
  return { chargeId, reference: decodeURIComponent(sent.headers.get('location')?.split('/').at(-1) ?? '') };
}

/** Waits until the bank's notice has arrived. */
export function paid(who: Person, id: string): Promise<ApplicationView> {
  return eventually(async () => {
    const order = await call(who.transport, applications.read, { params: { id } });
    return order.paymentState === 'paid' ? order : undefined;
  }, 'the payment');
}

/** Everybody who works in the hall, by role. */
export type Crew = (role: Role) => Person;

/** From a prepared draft to papers that have arrived: production comes next. */
export async function toProduction(
  who: Applicant,
  crew: Crew,
  order: ApplicationView,
  seen: (view: ApplicationView) => void = () => {},
): Promise<ApplicationView> {
  const { id, dataVersion } = order;
  seen(await act(who.person, id, { type: 'submit', dataVersion }));
  seen(await decide(crew('reviewer'), id, { type: 'take' }));
  seen(await decide(crew('reviewer'), id, { type: 'approve', dataVersion }));
  const { reference } = await toCashier(who.person, id);
  await call(who.person.transport, sandbox.cashier, { params: { reference }, body: { outcome: 'succeed-twice' } });
  seen(await paid(who.person, id));
  seen(await act(who.person, id, { type: 'post-papers', carrier: '顺丰', trackingNumber: `SF${order.number}` }));
  const confirmed = await decide(crew('mail-room'), id, { type: 'confirm-papers' });
  seen(confirmed);
  return confirmed;
}
