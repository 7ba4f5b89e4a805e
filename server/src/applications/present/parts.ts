import type { Address, ApplicationView, ClockView, FieldView, MaterialView } from '@yinxin/contract';
import { idCard, maskMobile } from '@yinxin/identifiers';
import type { FieldSpec, MaterialSpec, Programme } from '@yinxin/programme';
import type { z } from 'zod';
import { serviceOf, stageOf } from '../engine/context.ts';
import { formMark } from '../engine/data-mark.ts';
import { isFieldOpen, isMaterialOpen, isOutdated } from '../engine/stages/fill.ts';
import { reasonOf } from '../engine/stages/review.ts';
import type { ApplicationState, Fault, Recipient, SealScan } from '../engine/state.ts';
import { type Clock, urgency } from '../engine/waiting.ts';

export type Reader = 'applicant' | 'staff';

export function clockView(clock: Clock, now: Date): z.infer<typeof ClockView> {
  return { ...clock, urgency: urgency(clock, now) };
}

/** The CA's own state of the order, one of the programme's (JX: the seven). */
export function stateLabel(state: ApplicationState, programme: Programme): ApplicationView['state'] {
  const code = stateCode(state, programme);
  const found = programme.states.find((s) => s.code === code);
  if (!found) throw new Error(`programme ${programme.code} has no state ${code}`);
  return { code, label: found.label };
}

function stateCode(state: ApplicationState, programme: Programme): string {
  const review = stageOf(programme, state, 'review');
  const submitted = state.firstSubmittedAt !== null;
  const special = endCode(state, programme);
  if (special !== undefined) return special;
  if (review && submitted && (state.void || (state.stage === 'fill' && state.review.returned)))
    return review.rejectedState;
  if (state.void && programme.ends.cancelled !== undefined) return programme.ends.cancelled;
  if (state.stage === 'finished') return serviceOf(programme, state).finishedState;
  return stageOf(programme, state, state.stage)?.state ?? '';
}

/** The programme's own state for an order that is refunded or was ended by its applicant, where it names one. */
function endCode(state: ApplicationState, { ends }: Programme): string | undefined {
  const { status } = state.refund;
  if (status === 'refunded') return ends.refunded;
  if (status === 'requested' || status === 'approved') return ends.refunding;
  const byApplicant = state.void?.wrong === 'cancelled' || state.void?.wrong === 'given-up';
  return byApplicant ? ends.cancelled : undefined;
}

/** A void, unpaid order asks for nothing (JX-30, JX-32). */
export function paymentState(state: ApplicationState): ApplicationView['paymentState'] {
  if (state.refund.status === 'refunded') return 'refunded';
  if (state.refund.status === 'requested' || state.refund.status === 'approved') return 'refunding';
  if (state.payment.paidAt !== null) return 'paid';
  const due = state.stage === 'payment' || (state.price !== null && state.price.totalFen > 0 && state.stage !== 'fill');
  if (state.void || !due) return 'none';
  return state.payment.pending ? 'pending' : 'awaiting';
}

export function invoiceStatus({ invoice }: ApplicationState): ApplicationView['invoice']['status'] {
  if (invoice.reversal !== null) return 'reversed';
  if (invoice.issuedAt !== null) return 'issued';
  return invoice.data !== null ? 'waiting' : 'none';
}

/** `张*`: enough to tell two people apart. */
export const maskName = (name: string) => `${[...name][0] ?? ''}${'*'.repeat(Math.max(1, [...name].length - 1))}`;

/** The first characters, which usually are province and city. */
export const maskAddress = (address: string) => `${[...address].slice(0, 6).join('')}******`;

/** A recipient without empty parts, as the contract has it. */
export function addressView(recipient: Recipient): z.infer<typeof Address> {
  const { name, mobile, address, postcode } = recipient;
  return postcode === undefined ? { name, mobile, address } : { name, mobile, address, postcode };
}

/** A personal value as staff see it until they ask for it with a reason. */
export function maskValue(spec: FieldSpec, value: string): string {
  if (value === '') return '';
  switch (spec.kind) {
    case 'mobile':
    case 'phone':
      return maskMobile(value);
    case 'id-card':
      return idCard.mask(value);
    case 'person-name':
      return maskName(value);
    default:
      return '***';
  }
}

export function faultView(
  state: ApplicationState,
  programme: Programme,
  kind: 'field' | 'material',
  code: string,
  fault: Fault | null,
) {
  if (!fault) return null;
  const reason = reasonOf(programme, state, { item: { kind, code }, reason: fault.reason });
  const label = reason?.label ?? { zh: fault.reason, en: fault.reason };
  return { reason: fault.reason, label, whatToDo: reason?.whatToDo ?? label, note: fault.note };
}

export function fieldView(
  state: ApplicationState,
  programme: Programme,
  spec: FieldSpec,
  reader: Reader,
): z.infer<typeof FieldView> {
  const field = state.fields[spec.code];
  const value = field?.value ?? '';
  const masked = reader === 'staff' && spec.personal && value !== '';
  return {
    code: spec.code,
    spec,
    value: masked ? maskValue(spec, value) : value,
    masked,
    fault: faultView(state, programme, 'field', spec.code, field?.fault ?? null),
    open: isFieldOpen(state, spec.code),
  };
}

function sealView(seal: SealScan | undefined): NonNullable<z.infer<typeof MaterialView>['file']>['seal'] {
  return seal ? { width: seal.width, height: seal.height, warnings: [...seal.warnings] } : null;
}

export function materialView(
  state: ApplicationState,
  programme: Programme,
  spec: MaterialSpec,
): z.infer<typeof MaterialView> {
  const material = state.materials[spec.code];
  const { code, label, guidance, required, paper } = spec;
  return {
    code,
    label,
    guidance,
    required: required && !(spec.unlessSigned && state.signature !== null),
    paper,
    object: spec.object,
    form: spec.form ?? null,
    byHand: spec.byHand ?? false,
    mark: spec.form === undefined ? null : formMark(state, spec.form),
    status: material?.status ?? 'missing',
    file: material
      ? {
          name: material.file.name,
          mediaType: material.file.mediaType,
          bytes: material.file.bytes,
          pages: material.file.pages,
          sha256: material.file.sha256,
          uploadedAt: material.uploadedAt,
          outdated: isOutdated(state, material),
          seal: sealView(material.file.seal),
        }
      : null,
    fault: faultView(state, programme, 'material', code, material?.fault ?? null),
    open: isMaterialOpen(state, code),
  };
}
