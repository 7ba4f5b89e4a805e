import { z } from 'zod';
import { StepClock } from './duration.ts';
import { ReturnReason } from './material.ts';
import { Code, LocalText } from './text.ts';

/** A named state of an order as the CA words it (订单状态), e.g. the seven of JX. */
export const StateLabel = z.strictObject({ code: Code, label: LocalText, meaning: LocalText });
export type StateLabel = z.infer<typeof StateLabel>;

const base = { state: Code, clock: StepClock.optional() };

/** The applicant fills in fields, prints forms, uploads materials and submits. */
export const FillStage = z.strictObject({ kind: z.literal('fill'), ...base });
/** Staff compare materials and fields; faulty ones reopen the order, wrong identity or project ends it. */
export const ReviewStage = z.strictObject({
  kind: z.literal('review'),
  ...base,
  /** State shown while returned items wait for the applicant, or after the order ended as wrong. */
  rejectedState: Code,
  /** How long a reviewer holds an order after taking it. */
  lockMinutes: z.number().int().positive().default(5),
});
/** The applicant pays the price fixed when the stage opens. */
export const PaymentStage = z.strictObject({
  kind: z.literal('payment'),
  ...base,
  methods: z.array(z.enum(['cashier', 'transfer'])).min(1),
});
/** The applicant posts paper originals, staff confirm their receipt (收件). */
export const PapersStage = z.strictObject({
  kind: z.literal('papers'),
  ...base,
  address: z.strictObject({ to: LocalText, address: LocalText, phone: z.string(), postcode: z.string() }),
  reasons: z.array(ReturnReason),
  /** Staff are reminded when papers wait this long (JX-42). */
  remindAfterDays: z.number().int().positive(),
});
/** Staff make the medium and its certificates (制证). */
export const ProductionStage = z.strictObject({
  kind: z.literal('production'),
  ...base,
  medium: z.enum(['usb-key', 'ic-card']),
  passwordCard: z.boolean(),
  seal: z.boolean(),
});
/** The medium is posted or collected (发放). */
export const DeliveryStage = z.strictObject({
  kind: z.literal('delivery'),
  ...base,
  modes: z.array(z.enum(['post', 'collect'])).min(1),
  finishedState: Code,
  /** Clock of supplementary seal papers asked for after the certificate was made (JX-47). */
  supplementClock: StepClock.optional(),
});
/** One step of a service. A new kind of step is a new member here, never a rule about one programme. */
export const Stage = z.discriminatedUnion('kind', [
  FillStage,
  ReviewStage,
  PaymentStage,
  PapersStage,
  ProductionStage,
  DeliveryStage,
]);
export type Stage = z.infer<typeof Stage>;
export type StageKind = Stage['kind'];
export type StageOf<K extends StageKind> = Extract<Stage, { kind: K }>;
