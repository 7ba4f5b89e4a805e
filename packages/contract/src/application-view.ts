import { Business, Code, FieldSpec, InstallProof, LocalText, STAGE_KINDS } from '@yinxin/programme';
import { z } from 'zod';
import { InvoiceData } from './application-commands.ts';
import { Address, ClockView, Fen, Id, Instant, Refusal } from './shapes.ts';

export const MaterialView = z.object({
  code: Code,
  label: LocalText,
  guidance: LocalText,
  required: z.boolean(),
  paper: z.boolean(),
  /** `medium`: the key or card itself, `original`: a paper; both are posted and never uploaded. */
  object: z.enum(['document', 'original', 'medium']),
  form: Code.nullable(),
  /** What is blank on the form may be completed by hand (IT-13). */
  byHand: z.boolean(),
  /** Short code that the form must show now, as printed on it, e.g. `V3-7F2A`; `null` for what is not a form. */
  mark: z.string().nullable(),
  status: z.enum(['missing', 'attached', 'accepted', 'returned']),
  file: z
    .object({
      name: z.string(),
      mediaType: z.string(),
      bytes: z.number().int(),
      pages: z.number().int().nullable(),
      sha256: z.string(),
      uploadedAt: Instant,
      outdated: z.boolean(),
      /** Of a stamped seal: the size of the picture cut out of it, in millimetres, and what to look at. */
      seal: z.object({ width: z.number(), height: z.number(), warnings: z.array(z.string()) }).nullable(),
    })
    .nullable(),
  fault: z.object({ reason: Code, label: LocalText, whatToDo: LocalText, note: z.string().nullable() }).nullable(),
  /** May the applicant replace it now? */
  open: z.boolean(),
});

export const FieldView = z.object({
  code: Code,
  spec: FieldSpec,
  /** Masked for staff where the field is personal. */
  value: z.string(),
  masked: z.boolean(),
  fault: z.object({ reason: Code, label: LocalText, whatToDo: LocalText, note: z.string().nullable() }).nullable(),
  open: z.boolean(),
});

export const TimelineEntry = z.object({
  version: z.number().int(),
  at: Instant,
  /** Event type, e.g. `submitted`; the text is ready to read. */
  type: z.string(),
  text: LocalText,
  actor: z.enum(['applicant', 'staff', 'system']),
  /** Name of the staff member; only staff see it. */
  actorName: z.string().nullable(),
});

export const ActionView = z.object({ command: z.string(), refusal: Refusal.nullable() });

export const ApplicationView = z.object({
  id: Id,
  number: z.string(),
  version: z.number().int(),
  programme: Code,
  programmeVersion: z.number().int(),
  project: Code,
  service: Code,
  /** Whom the certificates are for; for a branch its own name and code, and beside them its parent. */
  organisation: z.object({ id: Id, creditCode: z.string(), name: z.string() }),
  branch: z.object({ id: Id, parent: z.object({ creditCode: z.string(), name: z.string() }) }).nullable(),
  business: Business,
  /** The held certificate it is about. */
  subject: z.object({ holding: Id, mediumSerial: z.string().nullable(), notAfter: Instant }).nullable(),
  /** Where the first PIN of its media is found (BJ-04); null where its holder knows it, or nothing is said. */
  firstPin: LocalText.nullable(),
  stage: z.enum([...STAGE_KINDS, 'finished']),
  /** The stages of this order, in order. */
  stages: z.array(z.object({ kind: z.enum(STAGE_KINDS), state: Code })),
  hold: z.object({ reasons: z.array(z.enum(['fee', 'arrears'])), since: Instant }).nullable(),
  /** The CA's own state (one of the programme's `states`), and beside it the payment state. */
  state: z.object({ code: Code, label: LocalText }),
  paymentState: z.enum(['none', 'awaiting', 'pending', 'paid', 'refunding', 'refunded']),
  void: z
    .object({
      wrong: z.enum(['project', 'name', 'code', 'cancelled', 'given-up']),
      reason: Code.nullable(),
      label: LocalText,
      whatToDo: LocalText,
      note: z.string().nullable(),
      at: Instant,
    })
    .nullable(),
  /** Why it waits, in words, and who acts next until when. */
  waiting: z.object({ text: LocalText, next: LocalText, clock: ClockView.nullable() }),
  createdAt: Instant,
  submittedAt: Instant.nullable(),
  dataVersion: z.number().int(),
  /** The short code of the first form of the order; every form has its own under `materials`. */
  dataMark: z.string(),
  /** Signing it with the certificate it is about, in place of stamped papers; null where that is not offered. */
  signing: z
    .object({
      /** Why it cannot be signed now. */
      refusal: Refusal.nullable(),
      signature: z
        .object({
          at: Instant,
          dataVersion: z.number().int(),
          /** Serial of the signing certificate. */
          certificate: z.string(),
          /** It was handed in with it. */
          submitted: z.boolean(),
        })
        .nullable(),
    })
    .nullable(),
  fields: z.array(FieldView),
  materials: z.array(MaterialView),
  /** Why forms are not printed any more; null while they are (IT-14). */
  printing: Refusal.nullable(),
  price: z.object({ lines: z.array(z.object({ code: Code, label: LocalText, fen: Fen })), totalFen: Fen }),
  payment: z.object({
    chargeId: Id.nullable(),
    amountFen: Fen.nullable(),
    paidAt: Instant.nullable(),
    lastFailure: z.object({ at: Instant, text: LocalText }).nullable(),
    attempts: z.number().int(),
  }),
  papers: z.object({
    /** Offered only when the papers may be posted (JX-39). */
    instructions: z.object({ to: LocalText, address: LocalText, phone: z.string(), postcode: z.string() }).nullable(),
    status: z.enum(['not-yet', 'to-post', 'posted', 'faulty', 'confirmed']),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    postedAt: Instant.nullable(),
    confirmedAt: Instant.nullable(),
    faults: z.array(
      z.object({ material: Code, reason: Code, label: LocalText, whatToDo: LocalText, note: z.string().nullable() }),
    ),
  }),
  production: z.object({
    status: z.enum(['not-yet', 'waiting', 'started', 'made']),
    mediumSerial: z.string().nullable(),
    passwordCard: z.string().nullable(),
    madeAt: Instant.nullable(),
    certificates: z.array(
      z.object({ use: z.enum(['sign', 'encrypt']), serial: z.string(), notBefore: Instant, notAfter: Instant }),
    ),
  }),
  supplement: z.object({
    status: z.enum(['none', 'needed', 'received']),
    note: z.string().nullable(),
    until: Instant.nullable(),
  }),
  delivery: z.object({
    mode: z.enum(['post', 'collect']).nullable(),
    recipient: Address.nullable(),
    /** The address is the account's default one, and changes with it until the review (IT-18). */
    followsDefault: z.boolean(),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    dispatchedAt: Instant.nullable(),
    collectedBy: z.string().nullable(),
    receivedAt: Instant.nullable(),
    receivedBy: z.enum(['courier', 'staff', 'applicant']).nullable(),
    notice: LocalText.nullable(),
  }),
  provision: z.object({
    count: z.number().int(),
    items: z.array(z.object({ mediumSerial: z.string(), passwordCard: z.string().nullable() })),
    carrier: z.string().nullable(),
    trackingNumber: z.string().nullable(),
    providedAt: Instant.nullable(),
  }),
  install: z
    .object({
      medium: z.enum(['provided', 'same']),
      proofs: z.array(InstallProof),
      /** What was posted has to be signed for first (BJ-19). */
      awaitsReceipt: z.boolean(),
      started: z.array(z.string()),
      made: z.array(z.string()),
      installed: z.array(z.string()),
    })
    .nullable(),
  activation: z.object({ at: Instant.nullable() }),
  binding: z.object({ system: Code, account: z.string(), at: Instant }).nullable(),
  unlock: z.object({ at: Instant.nullable() }),
  seal: z.object({ id: Id.nullable(), madeAt: Instant.nullable(), installedAt: Instant.nullable() }),
  invoice: z.object({
    status: z.enum(['none', 'waiting', 'issued', 'reversed']),
    data: InvoiceData.nullable(),
    number: z.string().nullable(),
    issuedAt: Instant.nullable(),
    due: Instant.nullable(),
    hasFile: z.boolean(),
    /** Where else it can be fetched (PA-23). */
    elsewhere: LocalText.nullable(),
    /** A printed one that was posted by itself (IT-20). */
    parcel: z.object({ carrier: z.string(), trackingNumber: z.string(), at: Instant }).nullable(),
  }),
  refund: z.object({
    status: z.enum(['none', 'faulty', 'requested', 'approved', 'refunded', 'refused']),
    note: z.string().nullable(),
    answer: z.string().nullable(),
    requestedAt: Instant.nullable(),
    hasLetter: z.boolean(),
  }),
  /** What the last review said about the whole order. */
  reviewNote: z.string().nullable(),
  /** Every command of the reader's kind, with the refusal it would meet now. */
  actions: z.array(ActionView),
  timeline: z.array(TimelineEntry),
});
export type ApplicationView = z.infer<typeof ApplicationView>;

/** Staff see the same order with masked personal data, who holds it and the record of contacts. */
export const StaffApplicationView = ApplicationView.extend({
  heldBy: z.object({ id: Id, name: z.string(), until: Instant }).nullable(),
  contacts: z.array(
    z.object({ at: Instant, by: z.string(), channel: z.string(), reached: z.boolean(), note: z.string() }),
  ),
  /** Changes since the last review, by field and material. */
  changedSinceReview: z.array(
    z.object({
      kind: z.enum(['field', 'material']),
      code: Code,
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  registerName: z.string().nullable(),
  otherApplications: z.array(z.object({ id: Id, number: z.string(), project: Code, state: LocalText })),
});
export type StaffApplicationView = z.infer<typeof StaffApplicationView>;

export const ApplicationRow = z.object({
  id: Id,
  number: z.string(),
  programme: Code,
  project: Code,
  service: Code,
  business: Business,
  projectName: LocalText,
  applicantName: z.string(),
  state: z.object({ code: Code, label: LocalText }),
  void: z.boolean(),
  paymentState: ApplicationView.shape.paymentState,
  papersIn: z.string().nullable(),
  parcelOut: z.string().nullable(),
  submittedAt: Instant.nullable(),
  recipient: z.string().nullable(),
  waiting: LocalText,
  clock: ClockView.nullable(),
  serviceLabel: LocalText,
  /** Whole years of validity that were asked for, where the service sells years (PA-52). */
  years: z.number().int().nullable(),
  /** What is to be paid, or was; `null` before there is a price. */
  amountFen: Fen.nullable(),
  /** The last decision of the review, and what it returned. */
  review: z.object({
    result: z.enum(['none', 'passed', 'returned', 'rejected']),
    at: Instant.nullable(),
    reasons: z.array(LocalText),
  }),
  /** Why a review waits (IT-19). */
  held: z.array(LocalText),
  /** The fee is credited to this order (IT-26); `true` where nothing is to be paid. */
  feeCredited: z.boolean(),
  papersReceivedAt: Instant.nullable(),
  carrier: z.string().nullable(),
  shippedAt: Instant.nullable(),
  receivedAt: Instant.nullable(),
  activatedAt: Instant.nullable(),
  boundAt: Instant.nullable(),
  invoice: ApplicationView.shape.invoice.shape.status,
  /** How the medium comes to its holder (BJ-23): blank by courier, made and posted, or made and collected. */
  handling: z.enum(['blank-posted', 'posted', 'collected']).nullable(),
  /** Media the order asks for; `null` where none changes hands. */
  media: z.number().int().nullable(),
  /** What its applicant may do from the list beside looking at it. */
  open: z.array(z.enum(['download', 'cancel'])),
});
export type ApplicationRow = z.infer<typeof ApplicationRow>;
