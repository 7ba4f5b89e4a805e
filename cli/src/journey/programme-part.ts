import { ApiProblem, call } from '@yinxin/client';
import { type ApplicantCommand, type ApplicationView, endpoints, type Role, type StaffCommand } from '@yinxin/contract';
import { act, paperFor, registerOrganisation, submit, upload } from './application-part.ts';
import { produce, staffAct } from './authority-part.ts';
import { hallTime } from './clock-part.ts';
import { refused } from './holder-part.ts';
import type { JourneyOptions } from './index.ts';
import { newMedium } from './medium.ts';
import { answersTo } from './papers.ts';
import { staffMember } from './people.ts';
import { approve, type InHand, type Play } from './play.ts';
import type { Timeline } from './timeline.ts';

const { applications, catalogue, consoleApplications } = endpoints;

/** One organisation in the play of a programme. */
export interface ProgrammePlay extends Play {
  readonly programme: string;
  readonly address: string;
}

/** Where a play takes place. */
export interface Scene {
  readonly programme: string;
  /** Six digits, where the organisation is registered. */
  readonly region: string;
  readonly address: string;
}

export async function beginPlay(
  t: Timeline,
  { baseUrl, out }: JourneyOptions,
  { programme, region, address }: Scene,
): Promise<ProgrammePlay> {
  const who = await registerOrganisation(t, baseUrl, region);
  const { programmes } = await call(who.person.transport, catalogue.programmes, {});
  const [project] = programmes.find(({ code }) => code === programme)?.projects ?? [];
  if (!project) throw new Error(`the hall does not offer ${programme}`);
  return { t, baseUrl, out, who, project, media: [], orders: [], programme, address };
}

export interface Asked {
  readonly service: string;
  readonly subject?: string;
  readonly answers?: Readonly<Record<string, string>>;
}

export interface Prepared {
  readonly order: ApplicationView;
  /** Null where nothing is printed. */
  readonly form: Uint8Array | null;
}

/** What is sent to open an order. */
export function opening({ programme, project }: ProgrammePlay, { service, subject }: Asked) {
  return { programme, project: project.code, service, regionConfirmed: true, ...(subject ? { subject } : {}) };
}

/** Opens an order, answers what it asks, one question following from the other, and uploads every paper. */
export async function prepare(play: ProgrammePlay, asked: Asked): Promise<Prepared> {
  const { t, who, address } = play;
  let order = await t.step(
    'applicant',
    `opens an application · ${asked.service}`,
    () => call(who.person.transport, applications.open, { body: opening(play, asked) }),
    (o) => ({ order: o.number }),
  );
  play.orders.push(order.number);
  const does = (what: string, command: ApplicantCommand) => act(t, who, order.id, what, command);
  for (const round of ['chooses', 'fills in the form'] as const) {
    const specs = order.fields.map(({ spec }) => spec).filter(({ kind }) => round !== 'chooses' || kind === 'choice');
    const fields = answersTo(specs, { ...who, address }, asked.answers);
    order = await does(round, { type: 'save-draft', fields });
  }
  const recipient = { name: '王芳', mobile: who.mobile, address };
  if (order.stages.some(({ kind }) => kind === 'delivery')) {
    order =
      asked.answers?.handling === 'on-site'
        ? await does('will collect it', { type: 'set-delivery', mode: 'collect' })
        : await does('names the recipient', { type: 'set-delivery', mode: 'post', recipient });
  }
  let form: Uint8Array | null = null;
  for (const material of order.materials.filter((m) => m.required && m.object === 'document')) {
    const paper = await paperFor(who, order, material);
    if (material.form !== null) form ??= new Uint8Array(await paper.arrayBuffer());
    order = await upload(t, who, order.id, material.code, paper);
  }
  return { order, form };
}

/** As {@link prepare}, and submitted. */
export async function applyAs(play: ProgrammePlay, asked: Asked): Promise<Prepared> {
  const { order, form } = await prepare(play, asked);
  return { order: await submit(play.t, play.who, order), form };
}

/** The papers go by post, and the mail room finds them in order. */
export async function sendPapers({ t, baseUrl, who }: Play, { id }: ApplicationView): Promise<ApplicationView> {
  const posted = { type: 'post-papers', carrier: '顺丰', trackingNumber: `SF${Date.now()}` } as const;
  await act(t, who, id, 'posts the papers', posted);
  return staffAct(t, baseUrl, 'mail-room', id, 'confirms the papers', { type: 'confirm-papers' });
}

/** Papers, where the order asks for them, and the approval. */
export async function passReview(play: Play, order: ApplicationView): Promise<ApplicationView> {
  return approve(play, order.stage === 'papers' ? await sendPapers(play, order) : order);
}

/** Made at the desk onto a new medium. */
export async function makeAtDesk(play: Play, { id }: ApplicationView): Promise<InHand> {
  const medium = await newMedium();
  play.media.push(medium);
  const made = await produce(play.t, play.baseUrl, id, medium);
  return { medium, made, pin: '' };
}

/** A refusal of a command of the applicant. */
export function refusesApplicant(
  { t, who }: Play,
  { id }: Pick<ApplicationView, 'id'>,
  what: string,
  code: string,
  command: ApplicantCommand,
): Promise<void> {
  return refused(t, what, code, () =>
    call(who.person.transport, applications.command, { params: { id }, body: { command } }),
  );
}

/** A refusal of a command of staff. */
export async function refusesStaff(
  { t, baseUrl }: Play,
  role: Role,
  { id }: Pick<ApplicationView, 'id'>,
  what: string,
  code: string,
  command: StaffCommand,
): Promise<void> {
  const { transport } = await staffMember(baseUrl, role);
  await refused(t, what, code, () =>
    call(transport, consoleApplications.command, { params: { id }, body: { command } }),
  );
}

/** The window of a renewal is not open yet: refused, with the first day on which it is. */
export async function refusedUntil(play: ProgrammePlay, asked: Asked, opens: Date): Promise<void> {
  const day = new Date(opens.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const found = await call(play.who.person.transport, applications.open, { body: opening(play, asked) }).catch(
    (error: unknown) => {
      if (error instanceof ApiProblem) return error.problem;
      throw error;
    },
  );
  const said = 'code' in found && found.code === 'WINDOW_NOT_YET' && JSON.stringify(found.detail).includes(day);
  play.t.check(`refused: renewal too early, until ${day} (WINDOW_NOT_YET)`, said);
  play.t.check('it is too early now', (await hallTime(play.who)) < opens);
}
