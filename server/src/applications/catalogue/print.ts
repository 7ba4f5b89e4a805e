import { type FormData, renderForm, templateName } from '@yinxin/documents';
import { creditCode } from '@yinxin/identifiers';
import { type Programme, shanghaiDay } from '@yinxin/programme';
import { type Context, projectOf } from '../engine/context.ts';
import { withCatchUp } from '../engine/stages/fill.ts';
import type { ApplicationState } from '../engine/state.ts';
import { wrongReason } from '../present/timeline.ts';
import type { FormInForce } from './catalogue.ts';

/** A form of an order as PDF, filled with its data and marked with its versions (JX-06, JX-26). */
export async function printForm(stored: ApplicationState, form: FormInForce, context: Context): Promise<Uint8Array> {
  const state = withCatchUp(stored, context);
  const stamp = {
    order: state.number,
    dataVersion: state.dataVersion,
    template: templateName(form.template),
    printedAt: context.now,
  };
  return (await renderForm(form.template, formData(state, context.programme), stamp)).pdf;
}

/** A form with invented data, for administrators to look at. */
export async function previewForm(programme: Programme, form: FormInForce, now: Date): Promise<Uint8Array> {
  const values = {
    ...houseValues(programme),
    'organisation-name': '（预览）',
    'project-name': programme.projects[0]?.name.zh,
  };
  const stamp = { order: 'PREVIEW', dataVersion: 0, template: templateName(form.template), printedAt: now };
  return (await renderForm(form.template, { values }, stamp)).pdf;
}

/** Values that are the same for every order of a programme. */
export function houseValues(programme: Programme): Record<string, string | undefined> {
  return {
    authority: programme.authority.zh,
    'service-phone': programme.customerService.phone,
    'refund-mailbox': programme.refund.mailbox,
  };
}

function formData(state: ApplicationState, programme: Programme): FormData {
  const project = projectOf(programme, state);
  const { recipient, mode } = state.delivery;
  const fields = project.fields.map((spec) => {
    const value = state.fields[spec.code]?.value ?? '';
    return [spec.code, spec.choices?.find((c) => c.code === value)?.label.zh ?? value];
  });
  const paid = state.payment;
  return {
    values: {
      ...houseValues(programme),
      ...Object.fromEntries(fields),
      'organisation-name': state.organisation.name,
      'credit-code': state.organisation.creditCode,
      'registered-province': creditCode.region(state.organisation.creditCode).province?.zh,
      'order-number': state.number,
      'project-name': project.name.zh,
      'system-name': project.system.name.zh,
      'certificate-type': '单位证书（SM2）',
      'delivery-mode': mode ?? undefined,
      'recipient-name': recipient?.name,
      'recipient-mobile': recipient?.mobile,
      'recipient-address': recipient?.address,
      'refund-reason': state.void ? wrongReason(programme, state.void).label.zh : undefined,
      amount: paid.paidFen === null ? undefined : `${(paid.paidFen / 100).toFixed(2)} 元`,
      'paid-at': paid.paidAt === null ? undefined : shanghaiDay(new Date(paid.paidAt)),
    },
  };
}
