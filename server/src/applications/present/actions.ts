import { type ActionView, ApplicantCommand, StaffCommand } from '@yinxin/contract';
import { shanghaiDay } from '@yinxin/programme';
import type { z } from 'zod';
import type { Command } from '../engine/commands.ts';
import { type Context, projectOf, stageOf } from '../engine/context.ts';
import { bar, decide } from '../engine/decide.ts';
import { describeRefusal } from '../engine/refusal.ts';
import type { ApplicationState } from '../engine/state.ts';

const applicantTypes: readonly Command['type'][] = [
  ...ApplicantCommand.options.map((o) => o.shape.type.value),
  'attach-material',
  'attach-refund-letter',
];
const staffTypes: readonly Command['type'][] = [
  ...StaffCommand.options.map((o) => o.shape.type.value),
  'invoice-issued',
];

/** Every command of the reader's kind with the refusal it would meet now, found by asking the rules themselves. */
export function actions(state: ApplicationState, context: Context): z.infer<typeof ActionView>[] {
  const types = context.actor.kind === 'staff' ? staffTypes : applicantTypes;
  const listed = types.map((type) => ({ command: type, refusal: refusalOf(state, type, context) }));
  if (context.actor.kind === 'staff') return listed;
  const pay = bar(state, { type: 'charge-opened' }, { ...context, actor: { kind: 'system', id: 'system', name: '' } });
  return [...listed, { command: 'pay', refusal: pay ? worded(pay) : null }];
}

/** A refusal as pages show it. */
export function worded(refused: Parameters<typeof describeRefusal>[0]) {
  const { detail, next } = describeRefusal(refused);
  return { code: refused.code, detail, next };
}

function refusalOf(state: ApplicationState, type: Command['type'], context: Context) {
  const sample = probe(state, type, context);
  if (sample === undefined) {
    const barred = bar(state, { type }, context);
    return barred ? worded(barred) : null;
  }
  const decision = decide(state, sample, context);
  return 'refusal' in decision ? worded(decision.refusal) : null;
}

/** A well-formed command of a type, as a person who fills in everything rightly would give it. */
export function probe(
  state: ApplicationState,
  type: Command['type'],
  { programme, now }: Context,
): Command | undefined {
  const project = projectOf(programme, state);
  const material = project.materials[0];
  const tracking = { carrier: programme.courier.name.zh, trackingNumber: 'SF1234567890123' };
  const mediumSerial = state.production.mediumSerial ?? '';
  const invoice = {
    kind: programme.invoice.kinds[0] ?? 'e-invoice-general',
    title: state.organisation.name,
    taxNumber: state.organisation.creditCode,
  };
  switch (type) {
    case 'save-draft':
      return { type, fields: {} };
    case 'submit':
    case 'approve':
      return { type, dataVersion: state.dataVersion };
    case 'set-delivery':
      return stageOf(programme, state, 'delivery')?.modes.includes('collect') ? { type, mode: 'collect' } : undefined;
    case 'set-invoice':
    case 'enter-invoice':
      return { type, invoice };
    case 'post-papers':
      return { type, ...tracking };
    case 'enter-refund':
      return { type, note: '-', medium: 'returned' };
    case 'report-payment-problem':
    case 'request-refund':
    case 'refuse-refund':
    case 'return-refund-letter':
    case 'need-supplement':
      return { type, note: '-' };
    case 'cancel':
    case 'confirm-received':
    case 'take':
    case 'release':
    case 'confirm-papers':
    case 'confirm-supplement':
    case 'approve-refund':
      return { type };
    case 'return-materials': {
      const reason = material?.reasons[0];
      if (!material || !reason) return undefined;
      return { type, faults: [{ item: { kind: 'material', code: material.code }, reason: reason.code }] };
    }
    case 'reject-wrong': {
      const reason = programme.wrongReasons[0];
      return reason && { type, reason: reason.code };
    }
    case 'report-paper-faults': {
      const reason = stageOf(programme, state, 'papers')?.reasons[0];
      if (!material || !reason) return undefined;
      return { type, faults: [{ item: { kind: 'material', code: material.code }, reason: reason.code }] };
    }
    case 'dispatch':
      return { type, ...tracking, mediumSerial };
    case 'record-received':
      return { type, day: shanghaiDay(now) };
    case 'change-recipient': {
      const recipient = { name: '赵收件', mobile: '13900139000', address: '-----' };
      return { type, recipient, note: '-' };
    }
    case 'hand-over':
      return { type, collector: '-', mediumSerial };
    case 'pay-out-refund':
      return { type, reference: '-' };
    case 'log-contact':
      return { type, channel: 'phone', reached: true, note: '-' };
    case 'reverse-invoice':
      return { type, number: '00000000' };
    case 'post-invoice':
      return { type, ...tracking };
    case 'invoice-issued':
      return { type, number: '00000000', file: '-' };
    case 'attach-refund-letter': {
      const file = { file: '-', name: '-', mediaType: 'application/pdf', bytes: 1, pages: 1, sha256: '-', mark: null };
      return { type, file };
    }
    default:
      return undefined;
  }
}
