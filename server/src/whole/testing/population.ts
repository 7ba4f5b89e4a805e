import { randomBytes } from 'node:crypto';
import { creditCode, humanNumber } from '@yinxin/identifiers';
import type { Programme, Project } from '@yinxin/programme';
import { formsOf } from '@yinxin/programmes';
import { v7 as uuid } from 'uuid';
import type { Command } from '../../applications/engine/commands.ts';
import { decide } from '../../applications/engine/decide.ts';
import type { Actor, Recorded } from '../../applications/engine/events.ts';
import { evolve } from '../../applications/engine/evolve.ts';
import { decideOpen } from '../../applications/engine/stages/open.ts';
import type { ApplicationState, MaterialFile } from '../../applications/engine/state.ts';
import { withoutSubject } from '../../applications/facts.ts';

/** An organisation orders are made for. */
export interface Inhabitant {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
}

/** Where an order of the population stands. */
export type Standing =
  | 'draft'
  | 'ready'
  | 'review'
  | 'held'
  | 'returned'
  | 'void'
  | 'payment'
  | 'to-post'
  | 'posted'
  | 'production'
  | 'delivery'
  | 'finished';

const SYSTEM: Actor = { kind: 'system', id: 'system', name: 'system' };
/** Sequence numbers far from those the hall gives out itself. */
const FIRST_NUMBER = 100_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const staff = (role: string, n: number): Actor => ({
  kind: 'staff',
  id: `${role}-${n % 8}`,
  name: role,
  roles: [role],
});
const pick = <T>(items: readonly T[], n: number): T => {
  const item = items[n % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** One order played through the rules in memory: what comes out is a history the rules allowed, event by event. */
export class Life {
  readonly history: Recorded[] = [];
  #state: ApplicationState | undefined;
  #now: number;
  readonly #programme: Programme;
  readonly #organisation: Inhabitant;
  readonly #n: number;
  readonly #templates: Readonly<Record<string, number>>;

  constructor(programme: Programme, organisation: Inhabitant, n: number, openedAt: number) {
    this.#programme = programme;
    this.#organisation = organisation;
    this.#n = n;
    this.#now = openedAt;
    const project = pick(programme.projects, n);
    const forms = formsOf(programme.code).filter(({ code }) => project.materials.some((m) => m.form === code));
    this.#templates = Object.fromEntries(forms.map(({ code, version }) => [code, version]));
    const opening = {
      id: uuid({ msecs: openedAt }),
      number: humanNumber.make(programme.orderPrefix, new Date(openedAt), FIRST_NUMBER + n),
      project: project.code,
      service: 'new',
      organisation,
      regionConfirmed: true,
      fields: {},
    };
    const context = { ...this.#context(this.applicant), living: [], applying: [] };
    this.#record(decideOpen(opening, context), this.applicant);
  }

  get state(): ApplicationState {
    if (!this.#state) throw new Error('a life begins by being opened');
    return this.#state;
  }

  get applicant(): Actor {
    const { id, name } = this.#organisation;
    return { kind: 'applicant', id, organisationId: id, name };
  }

  do(command: Command, actor: Actor = this.applicant, hours = 1): this {
    this.#now += hours * HOUR;
    this.#record(decide(this.state, command, this.#context(actor)), actor);
    return this;
  }

  get project(): Project {
    const project = this.#programme.projects.find((p) => p.code === this.state.project);
    if (!project) throw new Error(`no project ${this.state.project}`);
    return project;
  }

  #context(actor: Actor) {
    const facts = { organisationName: this.#organisation.name, templates: this.#templates, ...withoutSubject };
    return { programme: this.#programme, now: new Date(this.#now), actor, facts };
  }

  #record(decision: ReturnType<typeof decide>, { kind, id, name }: Actor): void {
    if ('refusal' in decision) throw new Error(`order ${this.#n} was refused: ${decision.refusal.code}`);
    for (const event of decision.events) {
      const version = this.history.length + 1;
      const recorded = { version, at: new Date(this.#now).toISOString(), actor: { kind, id, name }, event };
      this.history.push(recorded);
      this.#state = evolve(this.#state, recorded);
    }
  }
}

function fieldsOf(project: Project, organisation: Inhabitant, n: number): Record<string, string> {
  const value = (field: Project['fields'][number]): string => {
    switch (field.kind) {
      case 'mobile':
      case 'phone':
        return `138${String(n).padStart(8, '0')}`;
      case 'person-name':
        return pick(['王小明', '李大山', '陈芳', '赵强', '刘洋'], n);
      case 'address':
        return `江西省南昌市红谷滩区会展路 ${n} 号`;
      case 'choice':
        return field.choices?.find((c) => c.accepted)?.code ?? '';
      default:
        return organisation.name;
    }
  };
  return Object.fromEntries(project.fields.filter((f) => f.required).map((f) => [f.code, value(f)]));
}

/** Plays one order as far as `standing`, beginning at `openedAt` (milliseconds). `scan` lies in the file store. */
export function live(
  programme: Programme,
  organisation: Inhabitant,
  n: number,
  standing: Standing,
  openedAt: number,
  scan: { readonly sha256: string; readonly size: number },
): Life {
  const life = new Life(programme, organisation, n, openedAt);
  const { project } = life;
  life.do({ type: 'save-draft', fields: fieldsOf(project, organisation, n) });
  if (standing === 'draft') return life;
  const recipient = { name: '赵收件', mobile: '13900139000', address: `江西省赣州市章贡区文明路 ${n} 号` };
  life.do({ type: 'set-delivery', mode: 'post', recipient });
  for (const { code } of project.materials) {
    const file: MaterialFile = {
      file: scan.sha256,
      name: `${code}.pdf`,
      mediaType: 'application/pdf',
      bytes: scan.size,
      pages: 1,
      sha256: randomBytes(32).toString('hex'),
      mark: null,
    };
    life.do({ type: 'attach-material', material: code, file }, life.applicant, 0);
  }
  if (standing === 'ready') return life;
  const submit = () => life.do({ type: 'submit', dataVersion: life.state.dataVersion });
  const reviewer = staff('reviewer', n);
  submit();
  if (standing === 'review') return life;
  life.do({ type: 'take' }, reviewer, 0);
  if (standing === 'held') return life;
  if (standing === 'returned' || n % 4 === 0) {
    const material = pick(project.materials, 0).code;
    const reason = pick(pick(project.materials, 0).reasons, 0).code;
    life.do({ type: 'return-materials', faults: [{ item: { kind: 'material', code: material }, reason }] }, reviewer);
    if (standing === 'returned') return life;
    const file = life.state.materials[material]?.file;
    if (file)
      life.do({ type: 'attach-material', material, file: { ...file, sha256: randomBytes(32).toString('hex') } });
    submit().do({ type: 'take' }, reviewer, 0);
  }
  if (standing === 'void') return life.do({ type: 'void', wrong: 'name', note: null }, staff('back-office', n));
  life.do({ type: 'approve', dataVersion: life.state.dataVersion }, reviewer);
  if (standing === 'payment') return life;
  const [chargeId, attemptId] = [uuid(), uuid()];
  const amountFen = life.state.price?.totalFen ?? 0;
  life.do({ type: 'charge-opened', chargeId, attemptId }, SYSTEM);
  life.do({ type: 'payment-settled', chargeId, amountFen, paidAt: new Date(openedAt + DAY).toISOString() }, SYSTEM);
  if (standing === 'to-post') return life;
  life.do({ type: 'post-papers', carrier: '顺丰', trackingNumber: inbound(n) });
  if (standing === 'posted') return life;
  life.do({ type: 'confirm-papers' }, staff('mail-room', n), 20);
  if (standing === 'production') return life;
  const mediumSerial = `YK${String(n).padStart(8, '0')}`;
  life.do({ type: 'production-started', mediumSerial, passwordCard: `PC${n}` }, staff('production', n));
  const notBefore = new Date(openedAt + 2 * DAY).toISOString();
  const notAfter = new Date(openedAt + 367 * DAY).toISOString();
  const certificates = (['sign', 'encrypt'] as const).map((use) => ({
    use,
    serial: randomBytes(16).toString('hex'),
    notBefore,
    notAfter,
  }));
  life.do({ type: 'certificate-made', certificates }, staff('production', n));
  if (standing === 'delivery') return life;
  const parcel = { carrier: '顺丰', trackingNumber: outbound(n), mediumSerial };
  return life.do({ type: 'dispatch', ...parcel }, staff('shipping', n), 20);
}

/** Tracking numbers of the nth order's papers and of its parcel. */
export const inbound = (n: number) => `SF1${String(n).padStart(12, '0')}`;
export const outbound = (n: number) => `SF2${String(n).padStart(12, '0')}`;

/** The nth organisation: a valid code of the province and a name that others resemble. */
export function inhabitant(n: number): Inhabitant {
  let draw = n + 1;
  // A small fixed generator: the same n is the same organisation.
  const next = () => {
    draw = (draw * 1_103_515_245 + 12_345) % 2_147_483_648;
    return draw / 2_147_483_648;
  };
  const code = creditCode.make(next, pick(['360100', '360700', '361000', '360400'], n));
  const kind = pick(['建设', '药业', '置业', '科技', '市政工程', '医疗器械'], n);
  return {
    id: uuid(),
    creditCode: code,
    name: `江西${pick(['赣江', '昌盛', '庐山', '红谷', '鄱阳'], n)}${kind}第${n}有限公司`,
  };
}

/** Shares of a hall that has run for a while, in hundredths. */
const shares: readonly (readonly [Standing, number])[] = [
  ['draft', 6],
  ['ready', 6],
  ['review', 12],
  ['held', 1],
  ['returned', 5],
  ['void', 3],
  ['payment', 5],
  ['to-post', 4],
  ['posted', 4],
  ['production', 5],
  ['delivery', 4],
  ['finished', 45],
];
const standings = shares.flatMap(([standing, share]) => Array.from({ length: share }, () => standing));

/** Where the nth order stands. 37 has no factor in common with 100, so every hundred orders have the shares above. */
export const standingOf = (n: number): Standing => pick(standings, n * 37);
