import { Code, Day } from '@yinxin/programme';
import { z } from 'zod';
import { Address } from './shapes.ts';

/* ---------- commands of the applicant (申请人) ---------- */

export const InvoiceData = z.strictObject({
  kind: z.enum(['e-invoice-general', 'e-invoice-special']),
  title: z.string().min(1).max(100),
  taxNumber: z.string().min(1).max(30),
  email: z.string().max(100).optional(),
  mobile: z.string().max(30).optional(),
  addressAndPhone: z.string().max(200).optional(),
  bankAndAccount: z.string().max(200).optional(),
});
export type InvoiceData = z.infer<typeof InvoiceData>;

export const ApplicantCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('save-draft'), fields: z.record(Code, z.string().max(500)) }),
  z.strictObject({ type: z.literal('remove-material'), material: Code }),
  z.strictObject({ type: z.literal('submit'), dataVersion: z.number().int().positive() }),
  z.strictObject({ type: z.literal('set-delivery'), mode: z.enum(['post', 'collect']), recipient: Address.optional() }),
  z.strictObject({ type: z.literal('set-invoice'), invoice: InvoiceData }),
  z.strictObject({
    type: z.literal('post-papers'),
    carrier: z.string().min(1).max(40),
    trackingNumber: z.string().min(1).max(40),
  }),
  z.strictObject({ type: z.literal('report-payment-problem'), note: z.string().max(500) }),
  z.strictObject({
    type: z.literal('request-refund'),
    note: z.string().max(500),
    account: z.string().max(200).optional(),
  }),
  z.strictObject({ type: z.literal('cancel'), note: z.string().max(500).optional() }),
  z.strictObject({ type: z.literal('confirm-received') }),
]);
export type ApplicantCommand = z.infer<typeof ApplicantCommand>;

/* ---------- commands of staff ---------- */

export const MaterialFault = z.strictObject({
  /** A material or a field of the form. */
  item: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('material'), code: Code }),
    z.strictObject({ kind: z.literal('field'), code: Code }),
  ]),
  reason: Code,
  note: z.string().max(500).optional(),
});
export type MaterialFault = z.infer<typeof MaterialFault>;

export const StaffCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('take') }),
  z.strictObject({ type: z.literal('release') }),
  z.strictObject({
    type: z.literal('approve'),
    dataVersion: z.number().int().positive(),
    note: z.string().max(500).optional(),
  }),
  z.strictObject({
    type: z.literal('return-materials'),
    faults: z.array(MaterialFault).min(1).max(40),
    note: z.string().max(500).optional(),
  }),
  z.strictObject({ type: z.literal('reject-wrong'), reason: Code, note: z.string().max(500).optional() }),
  z.strictObject({
    type: z.literal('log-contact'),
    channel: z.enum(['phone', 'sms', 'other']),
    reached: z.boolean(),
    note: z.string().max(500),
  }),
  z.strictObject({ type: z.literal('confirm-papers') }),
  z.strictObject({
    type: z.literal('report-paper-faults'),
    faults: z.array(MaterialFault).min(1).max(40),
    note: z.string().max(500).optional(),
  }),
  z.strictObject({ type: z.literal('need-supplement'), note: z.string().min(1).max(500) }),
  z.strictObject({ type: z.literal('confirm-supplement') }),
  z.strictObject({
    type: z.literal('dispatch'),
    carrier: z.string().min(1).max(40),
    trackingNumber: z.string().min(1).max(40),
    mediumSerial: z.string().max(40),
  }),
  z.strictObject({
    type: z.literal('hand-over'),
    collector: z.string().min(1).max(60),
    mediumSerial: z.string().max(40),
  }),
  z.strictObject({
    type: z.literal('enter-refund'),
    note: z.string().max(500),
    account: z.string().max(200).optional(),
    /** What became of the medium, where the programme wants it back (PA-48). */
    medium: z.enum(['returned', 'never-received']).optional(),
  }),
  /** The parcel was signed for on this day, as the courier says (PA-46). */
  z.strictObject({ type: z.literal('record-received'), day: Day }),
  z.strictObject({ type: z.literal('change-recipient'), recipient: Address, note: z.string().min(1).max(500) }),
  /** The refund letter has mistakes: what is wrong is told, and no time runs before a right one is there (PA-49). */
  z.strictObject({ type: z.literal('return-refund-letter'), note: z.string().min(1).max(500) }),
  z.strictObject({ type: z.literal('approve-refund') }),
  z.strictObject({ type: z.literal('refuse-refund'), note: z.string().min(1).max(500) }),
  z.strictObject({ type: z.literal('pay-out-refund'), reference: z.string().min(1).max(100) }),
  z.strictObject({ type: z.literal('enter-invoice'), invoice: InvoiceData }),
  /** The invoice with the opposite sign was issued, before the money of a refund goes back (PA-50). */
  z.strictObject({ type: z.literal('reverse-invoice'), number: z.string().regex(/^\d{8,20}$/) }),
  /** The printed invoice of an order without a medium to post is on its way (IT-20). */
  z.strictObject({
    type: z.literal('post-invoice'),
    carrier: z.string().min(1).max(40),
    trackingNumber: z.string().min(1).max(40),
  }),
]);
export type StaffCommand = z.infer<typeof StaffCommand>;
