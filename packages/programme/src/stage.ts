import { z } from 'zod';
import { When } from './condition.ts';
import { StepClock } from './duration.ts';
import { ReturnReason } from './material.ts';
import { Code, LocalText } from './text.ts';

/** A named state of an order as the CA words it (订单状态), e.g. the seven of JX. */
export const StateLabel = z.strictObject({ code: Code, label: LocalText, meaning: LocalText });
export type StateLabel = z.infer<typeof StateLabel>;

/** A stage whose condition does not hold is passed over. */
const base = { state: Code, clock: StepClock.optional(), when: When.optional() };
/** Counted from the beginning of the stage, or from the approval before it: one promise over several stages (IT-20). */
const clockFrom = z.enum(['stage', 'approval']).default('stage');

/** The applicant fills in fields, prints forms, uploads materials and submits. */
export const FillStage = z.strictObject({ kind: z.literal('fill'), ...base });

/** What must hold before a review may pass an order (IT-19); until then it is on hold. */
export const GateCondition = z.enum(['fee', 'arrears']);
export type GateCondition = z.infer<typeof GateCondition>;

/** Staff compare materials and fields; faulty ones reopen the order, wrong identity or project ends it. */
export const ReviewStage = z.strictObject({
  kind: z.literal('review'),
  ...base,
  /** State shown while returned items wait for the applicant, or after the order ended as wrong. */
  rejectedState: Code,
  /** How long a reviewer holds an order after taking it. */
  lockMinutes: z.number().int().positive().default(5),
  gate: z.array(GateCondition).default([]),
  /** Once it has passed, the forms can no longer be printed (IT-14). */
  closesPrinting: z.boolean().default(false),
  /**
   * Passed without a person when the condition holds and every field of a handler's role agrees with the latest
   * business of the certificate; a difference is refused, never passed in part (PA-38, PA-41).
   */
  automatic: z.strictObject({ rule: z.literal('last-handler'), when: When }).optional(),
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
  /** Ways of sending that are not accepted, as people write them, e.g. 挂号信 (PA-18). */
  refusedCarriers: z.array(z.strictObject({ contains: z.string().min(1), message: LocalText })).default([]),
  reasons: z.array(ReturnReason),
  /** Staff are reminded when papers wait this long (JX-42). */
  remindAfterDays: z.number().int().positive(),
});
/** Where the first PIN (初始密码) of a medium that leaves the house is found; the PIN itself is shown nowhere (BJ-04). */
const firstPin = { firstPin: LocalText.optional() };
/** Staff make the medium and its certificates (制证). */
export const ProductionStage = z.strictObject({
  kind: z.literal('production'),
  ...base,
  clockFrom,
  medium: z.enum(['usb-key', 'ic-card']),
  passwordCard: z.boolean(),
  seal: z.boolean(),
  ...firstPin,
});
/** The medium is posted or collected (发放). */
export const DeliveryStage = z.strictObject({
  kind: z.literal('delivery'),
  ...base,
  clockFrom,
  modes: z.array(z.enum(['post', 'collect'])).min(1),
  /** Until the review the parcel goes to the account's default address; from it on only staff change that (IT-18). */
  addressFrozenAtReview: z.boolean().default(false),
  /** Clock of supplementary seal papers asked for after the certificate was made (JX-47). */
  supplementClock: StepClock.optional(),
});
/** Staff post blank media, one for each certificate asked for (邮寄空白介质). */
export const ProvisionStage = z.strictObject({
  kind: z.literal('provision'),
  ...base,
  medium: z.enum(['usb-key', 'ic-card']),
  passwordCard: z.boolean(),
  /** The choice field that says how many; one without it. */
  count: Code.optional(),
  ...firstPin,
  /**
   * Whether the holder only is reminded to change the first PIN of the card, or has to before anything else (BJ-05). A
   * medium made at the desk proves itself there with the first one, so that it can only be reminded of.
   */
  pinChange: z.enum(['advised', 'required']).default('advised'),
});
/** What the holder shows, besides the medium itself, before certificates are written. */
export const InstallProof = z.enum(['password-card', 'code', 'update-codes']);
export type InstallProof = z.infer<typeof InstallProof>;
/** The applicant writes the certificates into their own medium (自助下载). */
export const InstallStage = z.strictObject({
  kind: z.literal('install'),
  ...base,
  /** `provided`: blank media posted for this order; `same`: the medium of the certificate the order is about. */
  medium: z.enum(['provided', 'same']),
  proofs: z.array(InstallProof).default([]),
  /** Posted media are written only after the parcel is signed for, by the courier's or the holder's word (BJ-19). */
  afterReceipt: z.boolean().default(false),
});
/** The holder puts a received medium into use with a code (激活). */
export const ActivationStage = z.strictObject({ kind: z.literal('activation'), ...base });
/** The certificate is tied to an account of a relying system (绑定). */
export const BindingStage = z.strictObject({ kind: z.literal('binding'), ...base, system: Code });
/** The holder unlocks the medium with a code and chooses a new PIN (解锁). */
export const UnlockStage = z.strictObject({ kind: z.literal('unlock'), ...base });
/** The e-seal is made and the holder installs it into the medium (装章). */
export const SealStage = z.strictObject({ kind: z.literal('seal'), ...base });

/** One step of a service. A new kind of step is a new member here, never a rule about one programme. */
export const Stage = z.discriminatedUnion('kind', [
  FillStage,
  ReviewStage,
  PaymentStage,
  PapersStage,
  ProductionStage,
  DeliveryStage,
  ProvisionStage,
  InstallStage,
  ActivationStage,
  BindingStage,
  UnlockStage,
  SealStage,
]);
export type Stage = z.infer<typeof Stage>;
export type StageKind = Stage['kind'];
export type StageOf<K extends StageKind> = Extract<Stage, { kind: K }>;

/** Every kind of stage, in no order: the order is each service's own. */
export const STAGE_KINDS = [
  'fill',
  'review',
  'payment',
  'papers',
  'production',
  'delivery',
  'provision',
  'install',
  'activation',
  'binding',
  'unlock',
  'seal',
] as const satisfies readonly StageKind[];
