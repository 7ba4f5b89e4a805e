import { creditCode } from '@yinxin/identifiers';
import type { Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import type { Command } from '../engine/commands.ts';
import type { Context, Decision } from '../engine/context.ts';
import { decide } from '../engine/decide.ts';
import type { Actor, Recorded } from '../engine/events.ts';
import { evolveAll } from '../engine/evolve.ts';
import { decideOpen } from '../engine/stages/open.ts';
import type { ApplicationState, MaterialFile } from '../engine/state.ts';
import { withoutSubject } from '../facts.ts';

const first = programmes[0];
if (!first) throw new Error('no programme to test with');
export const programme: Programme = first;
export const START = new Date('2026-11-23T02:00:00Z');
export const organisation = {
  id: '0190a0a0-0000-7000-8000-000000000001',
  creditCode: creditCode.make(() => 0.4, '360100'),
  name: '江西测试建设有限公司',
};
export const applicant: Actor = { kind: 'applicant', id: 'a1', organisationId: organisation.id, name: '经办人' };
export const system: Actor = { kind: 'system', id: 'system', name: '系统' };
export const staff = (role: string, id = `staff-${role}`): Actor => ({
  kind: 'staff',
  id,
  name: `员工 ${id}`,
  roles: [role],
});
export const templates = {
  'application-form': 1,
  'seal-form-in-province': 1,
  'seal-form-out-of-province': 1,
  'seal-form': 1,
  'refund-letter': 1,
};

export const fields: Readonly<Record<string, string>> = {
  'handler-name': '王小明',
  'handler-mobile': '13800138000',
  'registered-address': '江西省南昌市红谷滩区测试路 1 号',
  'legal-representative': '李大山',
  'seal-name': '江西测试建设有限公司',
};

/** What single projects ask besides. */
const more: Readonly<Record<string, string>> = {
  'seal-registry': '广东省深圳市',
  'local-contact-name': '王小明',
  'local-contact-phone': '13800138001',
};

export function file(name: string, mark: MaterialFile['mark'] = null): MaterialFile {
  const sha256 = `${name}-${mark?.dataVersion ?? 0}`;
  return { file: `f/${name}`, name: `${name}.pdf`, mediaType: 'application/pdf', bytes: 1000, pages: 1, sha256, mark };
}

/** An application played in memory: a history and the rules, nothing else. */
export class Order {
  history: Recorded[] = [];
  now = START;
  organisationName = organisation.name;
  templates: Record<string, number> = { ...templates };

  constructor(project = 'housing-in-province') {
    const opening = {
      id: '0190a0a0-0000-7000-8000-00000000000a',
      number: 'JX261123-000001-K',
      project,
      service: 'new',
    };
    const decision = decideOpen(
      { ...opening, organisation, regionConfirmed: true, fields: {} },
      { ...this.context(applicant), living: [], applying: [] },
    );
    this.record(decision, applicant);
  }

  get state(): ApplicationState {
    return evolveAll(this.history);
  }

  context(actor: Actor): Context {
    return {
      programme,
      now: this.now,
      actor,
      facts: { organisationName: this.organisationName, templates: { ...this.templates }, ...withoutSubject },
    };
  }

  record(decision: Decision, actor: Actor): void {
    if ('refusal' in decision) throw new Error(`refused: ${decision.refusal.code}`);
    for (const event of decision.events) {
      const { kind, id, name } = actor;
      this.history.push({
        version: this.history.length + 1,
        at: this.now.toISOString(),
        actor: { kind, id, name },
        event,
      });
    }
  }

  /** The code of the refusal, or `undefined` when it would be done; changes nothing. */
  refusal(command: Command, actor: Actor): string | undefined {
    const decision = decide(this.state, command, this.context(actor));
    return 'refusal' in decision ? decision.refusal.code : undefined;
  }

  do(command: Command, actor: Actor = applicant): this {
    this.record(decide(this.state, command, this.context(actor)), actor);
    return this;
  }

  later(hours: number): this {
    this.now = new Date(this.now.getTime() + hours * 3_600_000);
    return this;
  }

  mark(form: string): NonNullable<MaterialFile['mark']> {
    const { number, dataVersion } = this.state;
    return { order: number, form, dataVersion, templateVersion: this.templates[form] ?? 1 };
  }

  /** Fills in everything but does not submit. */
  fill(): this {
    const project = programme.projects.find((p) => p.code === this.state.project);
    const asked = (project?.fields ?? []).flatMap(({ code }) => (more[code] === undefined ? [] : [[code, more[code]]]));
    this.do({ type: 'save-draft', fields: { ...fields, ...Object.fromEntries(asked) } });
    for (const spec of project?.materials ?? []) {
      const mark = spec.form ? this.mark(spec.form) : null;
      this.do({ type: 'attach-material', material: spec.code, file: file(spec.code, mark) });
    }
    return this;
  }

  submit(): this {
    return this.do({ type: 'submit', dataVersion: this.state.dataVersion });
  }

  approve(reviewer = staff('reviewer')): this {
    this.do({ type: 'take' }, reviewer);
    return this.do({ type: 'approve', dataVersion: this.state.dataVersion }, reviewer);
  }

  pay(chargeId = charge(1)): this {
    const amountFen = this.state.price?.totalFen ?? 0;
    this.do({ type: 'charge-opened', chargeId, attemptId: '1' }, system);
    return this.do({ type: 'payment-settled', chargeId, amountFen, paidAt: this.now.toISOString() }, system);
  }

  post(): this {
    return this.do({ type: 'post-papers', carrier: '顺丰速运', trackingNumber: 'SF1234567890123' });
  }

  confirm(): this {
    return this.do({ type: 'confirm-papers' }, staff('mail-room'));
  }

  make(): this {
    this.do({ type: 'production-started', mediumSerial: 'YK0001', passwordCard: 'PC0001' }, staff('production'));
    return this.do({ type: 'certificate-made', certificates: [] }, staff('production'));
  }

  deliver(): this {
    const recipient = { name: '赵收件', mobile: '13900139000', address: '江西省南昌市某区某路 2 号' };
    this.do({ type: 'set-delivery', mode: 'post', recipient });
    const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1234567890124', mediumSerial: 'YK0001' };
    return this.do({ type: 'dispatch', ...parcel }, staff('shipping'));
  }

  /** Plays the ordinary way as far as a stage. */
  static at(stage: ApplicationState['stage'], project?: string): Order {
    const order = new Order(project);
    const steps: readonly (() => unknown)[] = [
      () => order.fill().submit(),
      () => order.approve(),
      () => order.pay(),
      () => order.post().confirm(),
      () => order.make(),
      () => order.deliver(),
    ];
    for (const step of steps) {
      if (order.state.stage === stage) break;
      step();
    }
    return order;
  }
}

/** The id of the nth charge in a test. */
export function charge(n: number): string {
  return `0190a0a0-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;
}
