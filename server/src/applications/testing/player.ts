import { creditCode } from '@yinxin/identifiers';
import {
  askedIn,
  type FieldSpec,
  type OnlineService,
  type Programme,
  type Project,
  servingPayee,
} from '@yinxin/programme';
import type { Command } from '../engine/commands.ts';
import { type Context, type Decision, type HeldCertificate, projectOf, serviceOf, stageOf } from '../engine/context.ts';
import { decide } from '../engine/decide.ts';
import type { Actor, Recorded } from '../engine/events.ts';
import { evolve } from '../engine/evolve.ts';
import { mediumOf } from '../engine/stages/holder.ts';
import { mediaWanted } from '../engine/stages/install.ts';
import { invoiceToEnclose } from '../engine/stages/invoice.ts';
import { decideOpen, type Opening } from '../engine/stages/open.ts';
import type { ApplicationState, MaterialFile, Recipient } from '../engine/state.ts';

export const ORGANISATION = {
  id: '0190a0a0-0000-7000-8000-000000000001',
  creditCode: creditCode.make(() => 0.4, '440300'),
  name: '测试供应有限公司',
};
/** The default address of the account. */
export const RECIPIENT: Recipient = { name: '赵收件', mobile: '13900139000', address: '广东省深圳市某路 1 号' };
const SEAL = '0190a0a0-0000-7000-8000-0000000000d1';
export const holder: Actor = { kind: 'applicant', id: 'a1', organisationId: ORGANISATION.id, name: '经办人' };
export const house: Actor = { kind: 'system', id: 'system', name: 'system' };
export const worker = (role: string, id = `staff-${role}`): Actor => ({ kind: 'staff', id, name: id, roles: [role] });

/** An answer that any check of the kind accepts. */
export function answer(spec: FieldSpec, name = ORGANISATION.name): string {
  if (spec.role === 'seal-name' || spec.role === 'organisation-name') return name;
  switch (spec.kind) {
    case 'choice':
      return spec.choices?.find((one) => one.accepted)?.code ?? '';
    case 'mobile':
      return '13800138000';
    case 'phone':
      return '0755-12345678';
    case 'id-card':
      return '11010519491231002X';
    case 'person-name':
      return '王小明';
    case 'email':
      return 'a@example.com';
    case 'postcode':
      return '518000';
    case 'address':
      return '广东省深圳市测试路 1 号';
    case 'text':
    case 'long-text':
      return 'A1';
  }
}

/** One application of any programme, played in memory by the rules alone. */
export class Player {
  readonly history: Recorded[] = [];
  readonly programme: Programme;
  now = new Date('2026-11-23T02:00:00Z');
  subject: HeldCertificate | null;
  arrears = false;
  defaultRecipient: Recipient | null = RECIPIENT;
  invoiceKinds: Context['facts']['invoiceKinds'] = undefined;
  #state: ApplicationState | undefined;

  constructor(
    programme: Programme,
    service: string,
    options: { project?: string; subject?: HeldCertificate; opening?: Partial<Opening> } = {},
  ) {
    this.programme = programme;
    this.subject = options.subject ?? null;
    const decision = decideOpen(
      {
        id: '0190a0a0-0000-7000-8000-00000000000a',
        number: `${programme.orderPrefix}261123-000001-K`,
        project: options.project ?? programme.projects[0]?.code ?? '',
        service,
        organisation: ORGANISATION,
        regionConfirmed: true,
        subject: options.subject?.id ?? null,
        signedInWith: options.subject?.id ?? null,
        fields: {},
        ...options.opening,
      },
      { ...this.context(holder), living: [], applying: [] },
    );
    this.record(decision, holder);
  }

  get state(): ApplicationState {
    if (!this.#state) throw new Error('a life begins by being opened');
    return this.#state;
  }

  get project(): Project {
    return projectOf(this.programme, this.state);
  }

  get service(): OnlineService {
    return serviceOf(this.programme, this.state);
  }

  context(actor: Actor): Context {
    const facts = {
      organisationName: ORGANISATION.name,
      templates: {},
      subject: this.subject,
      arrears: this.arrears,
      defaultRecipient: this.defaultRecipient,
      ...(this.invoiceKinds === undefined ? {} : { invoiceKinds: this.invoiceKinds }),
    };
    return { programme: this.programme, now: this.now, actor, facts };
  }

  record(decision: Decision, actor: Actor): void {
    if ('refusal' in decision) throw new Error(`refused: ${decision.refusal.code} ${decision.refusal.field ?? ''}`);
    for (const event of decision.events) {
      const { kind, id, name } = actor;
      const at = this.now.toISOString();
      const recorded = { version: this.history.length + 1, at, actor: { kind, id, name }, event };
      this.history.push(recorded);
      this.#state = evolve(this.#state, recorded);
    }
  }

  refusal(command: Command, actor: Actor): string | undefined {
    const decision = decide(this.state, command, this.context(actor));
    return 'refusal' in decision ? decision.refusal.code : undefined;
  }

  do(command: Command, actor: Actor = holder): this {
    this.record(decide(this.state, command, this.context(actor)), actor);
    return this;
  }

  later(days: number): this {
    this.now = new Date(this.now.getTime() + days * 86_400_000);
    return this;
  }

  /** Fills in and uploads everything that is asked, with these answers, and does not submit. */
  fill(answers: Readonly<Record<string, string>> = {}): this {
    const all = this.programme.projects.find((p) => p.code === this.state.project);
    const specs = all ? askedIn(all, this.service).fields : [];
    const decided = specs.filter((spec) => spec.kind === 'choice' || answers[spec.code] !== undefined);
    this.do({ type: 'save-draft', fields: values(decided, answers) });
    this.do({ type: 'save-draft', fields: values(this.project.fields, answers) });
    for (const spec of this.project.materials) {
      if (spec.object === 'document' && (spec.required || spec.sealScan === undefined))
        this.do({ type: 'attach-material', material: spec.code, file: this.file(spec.code) });
    }
    return this;
  }

  file(code: string, tries = 0): MaterialFile {
    const sha256 = `${code}-${this.state.dataVersion}-${tries}`;
    return {
      file: `f/${code}`,
      name: 'a.pdf',
      mediaType: 'application/pdf',
      bytes: 1000,
      pages: 1,
      sha256,
      mark: null,
    };
  }

  submit(): this {
    return this.do({ type: 'submit', dataVersion: this.state.dataVersion });
  }

  /** Signs what the order says now, as the room reports a verified signature. */
  sign(dataVersion = this.state.dataVersion): this {
    const signed = { dataVersion, certificate: '01AB', file: 'f/signed', sha256: `signed-${dataVersion}` };
    return this.do({ type: 'application-signed', ...signed }, house);
  }

  /** Does what the order waits for now, by whoever is to do it. */
  step(): this {
    const { state } = this;
    const mediumSerial = mediumOf(state) ?? 'YK0001';
    switch (state.stage) {
      case 'fill':
        return this.fill().submit();
      case 'review':
        if (state.payment.paidAt === null && state.price !== null && state.price.totalFen > 0) this.pay();
        this.do({ type: 'take' }, worker('reviewer'));
        return this.do({ type: 'approve', dataVersion: state.dataVersion }, worker('reviewer'));
      case 'payment':
        return this.pay();
      case 'papers':
        this.do({ type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'SF1234567890123' });
        return this.do({ type: 'confirm-papers' }, worker('mail-room'));
      case 'production':
        this.do({ type: 'production-started', mediumSerial: 'YK0001', passwordCard: 'PC0001' }, worker('production'));
        return this.do({ type: 'certificate-made', certificates: [] }, worker('production'));
      case 'delivery':
        return this.hand();
      case 'provision':
        return this.provide();
      case 'install':
        return this.install();
      case 'activation':
        if (state.delivery.dispatchedAt && !state.delivery.receivedAt) this.later(2).do({ type: 'confirm-received' });
        return this.do({ type: 'activated', mediumSerial }, house);
      case 'binding': {
        const system = stageOf(this.programme, state, 'binding')?.system ?? '';
        return this.do({ type: 'bound', system, account: 'account-1' }, house);
      }
      case 'unlock':
        return this.do({ type: 'unlocked', mediumSerial }, house);
      case 'seal':
        this.do({ type: 'seal-made', sealId: SEAL }, house);
        return this.do({ type: 'seal-installed', sealId: SEAL, mediumSerial }, house);
      case 'finished':
        return this;
    }
  }

  pay(): this {
    const chargeId = '0190a0a0-0000-7000-8000-000000000101';
    this.do({ type: 'charge-opened', chargeId, attemptId: '1' }, house);
    const amountFen = this.state.price?.totalFen ?? 0;
    return this.do({ type: 'payment-settled', chargeId, amountFen, paidAt: this.now.toISOString() }, house);
  }

  hand(): this {
    const { mediumSerial } = this.state.production;
    if (stageOf(this.programme, this.state, 'delivery')?.modes.includes('post')) {
      const recipient = { name: '赵收件', mobile: '13900139000', address: '广东省深圳市某路 2 号' };
      if (this.state.delivery.mode === null) this.do({ type: 'set-delivery', mode: 'post', recipient });
      while (invoiceToEnclose(this.state, this)) this.do(invoicing(this.state), worker('finance'));
      const { payees } = this.programme;
      const own = servingPayee(payees, this.state.organisation.creditCode)?.carrier;
      const parcel = { carrier: own?.name.zh ?? '顺丰速运', trackingNumber: 'SF1234567890124' };
      return this.do({ type: 'dispatch', ...parcel, mediumSerial: mediumSerial ?? '' }, worker('shipping'));
    }
    this.do({ type: 'set-delivery', mode: 'collect' });
    return this.do({ type: 'hand-over', collector: '王小明', mediumSerial: mediumSerial ?? '' }, worker('shipping'));
  }

  provide(): this {
    const card = stageOf(this.programme, this.state, 'provision')?.passwordCard;
    const items = Array.from({ length: mediaWanted(this.state, this) }, (_, i) => ({
      mediumSerial: `YK000${i + 1}`,
      passwordCard: card ? `PC000${i + 1}` : null,
    }));
    const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1234567890125' };
    return this.do({ type: 'provide-media', items, ...parcel }, worker('shipping'));
  }

  install(): this {
    const stage = stageOf(this.programme, this.state, 'install');
    const own = this.state.subject?.mediumSerial ?? '';
    if (stage?.afterReceipt && !this.state.delivery.receivedAt) this.later(2).do({ type: 'confirm-received' });
    const media = stage?.medium === 'provided' ? this.state.provision.items.map((i) => i.mediumSerial) : [own];
    for (const mediumSerial of media) {
      this.do({ type: 'install-started', mediumSerial }, house);
      this.do({ type: 'certificate-made', certificates: [], mediumSerial }, house);
      this.do({ type: 'installed', mediumSerial }, house);
    }
    return this;
  }

  /** Plays the ordinary way until the order stands in this stage. */
  to(stage: ApplicationState['stage'], answers?: Readonly<Record<string, string>>): this {
    for (let i = 0; this.state.stage !== stage; i++) {
      if (i > 20 || this.state.stage === 'finished') throw new Error(`never in ${stage}: ${this.state.stage}`);
      if (this.state.stage === 'fill' && answers) this.fill(answers).submit();
      else this.step();
    }
    return this;
  }
}

function values(specs: readonly FieldSpec[], given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(specs.map((spec) => [spec.code, given[spec.code] ?? answer(spec)]));
}

/** An invoice that goes with the medium is issued first. */
export function invoicing({ invoice, organisation }: ApplicationState): Command {
  const { name: title, creditCode: taxNumber } = organisation;
  return invoice.data === null
    ? { type: 'enter-invoice', invoice: { kind: 'e-invoice-general', title, taxNumber } }
    : { type: 'invoice-issued', number: '26001234567890', file: 'f' };
}

/** What {@link answer} says of a handler, by role. */
export const HANDLER = {
  'handler-name': '王小明',
  'handler-id': '11010519491231002X',
  'handler-mobile': '13800138000',
} as const;

/** A certificate in use that any business of the project can be about. */
export function heldBy(programme: Programme, more: Partial<HeldCertificate> = {}): HeldCertificate {
  return {
    id: '0190a0a0-0000-7000-8000-0000000000c1',
    programme: programme.code,
    project: programme.projects[0]?.code ?? '',
    status: 'in-use',
    notAfter: '2027-01-20T02:00:00.000Z',
    mediumSerial: 'YK0009',
    sealName: null,
    running: null,
    lastHandler: HANDLER,
    ...more,
  };
}
