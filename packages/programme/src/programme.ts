import { z } from 'zod';
import { Downloads } from './downloads.ts';
import { StepClock } from './duration.ts';
import { FieldSpec } from './field.ts';
import { Guide } from './guide.ts';
import { Article, Client, Turnaround } from './help.ts';
import { MaterialSpec, ReturnReason } from './material.ts';
import { PriceLine } from './price.ts';
import { Service } from './service.ts';
import { StateLabel } from './stage.ts';
import { Code, LocalText } from './text.ts';

/** Where the credit code's region (positions 3–8) should lie for a project, and what happens if it does not. */
export const RegionRule = z.strictObject({
  prefix: z.string().regex(/^\d{2,6}$/),
  expected: z.enum(['inside', 'outside']),
  effect: z.enum(['warn', 'refuse']),
  message: LocalText,
});

/** What the certificates of a project hold (证书模板). */
export const CertificateTerms = z.strictObject({
  profile: z.literal('organisation-sm2'),
  years: z.number().int().min(1).max(5),
  /** Value of OU, if any. */
  organisationalUnit: z.string().optional(),
});

/** One project (项目): a group of users and the system they want to use. */
export const Project = z.strictObject({
  code: Code,
  name: LocalText,
  /** "Which system do you want to use?" */
  system: z.strictObject({ name: LocalText, purpose: LocalText, url: z.url().optional() }),
  audience: LocalText,
  notFor: LocalText.optional(),
  /** A project that people confuse with this one; offered when the region rule speaks. */
  insteadOf: Code.optional(),
  region: RegionRule.optional(),
  fields: z.array(FieldSpec),
  materials: z.array(MaterialSpec),
  /** Nothing where nothing is charged. */
  prices: z.array(PriceLine),
  certificate: CertificateTerms,
  /** How long it takes, where the CA says. */
  turnaround: Turnaround.optional(),
  /** Services offered for this project; all without it. */
  services: z.array(Code).optional(),
  /** Only one living certificate for each account (PA-02). */
  oneCertificate: z.boolean().default(false),
  /** Extra applications for registered branches 额外办理 (BJ-30): what to know before one is begun. Not offered without it. */
  branches: z.strictObject({ attention: LocalText }).optional(),
});
export type Project = z.infer<typeof Project>;

/** A refund of an accepted business that the organisation gives up (PA-46): until when, and whether the medium comes back. */
export const GivingUp = z.strictObject({
  /** Calendar days after the parcel was signed for, the last one included. */
  days: z.number().int().positive(),
  /** The medium comes back with the request, unless it was never received (PA-48). */
  medium: z.boolean(),
});
export type GivingUp = z.infer<typeof GivingUp>;

/** A system that accepts the certificates (应用系统) and to which they can be bound. */
export const RelyingSystem = z.strictObject({
  code: Code,
  name: LocalText,
  /** How many certificates may be bound at a time, for each of its accounts or each organisation (PA-02, BJ-44). */
  one: z.enum(['account', 'organisation']),
  /** Where the binding goes when the certificate is replaced (BJ-49, PA-32). */
  onReplacement: z.enum(['transfer', 'end']),
});
export type RelyingSystem = z.infer<typeof RelyingSystem>;

/** Where organisations of a region pay (收款单位); each company keeps its own books (IT-28). */
export const Payee = z.strictObject({
  code: Code,
  /** Beginnings of the credit code's region; an empty one is for everybody else. */
  regions: z.array(z.string().regex(/^\d{0,6}$/)).min(1),
  company: z.string().min(1),
  bank: z.string().min(1),
  account: z.string().min(1),
  fax: z.string().optional(),
  /** The kind of invoice is confirmed in writing before the first one (IT-33). */
  invoiceKindForm: z.boolean().optional(),
  /** The one carrier of this company, and how its name is written; any carrier without it (IT-25). */
  carrier: z.strictObject({ name: LocalText, written: z.array(z.string().min(1)).min(1) }).optional(),
});

const ReminderDays = z.array(z.number().int().min(1).max(366)).max(20);

/** Calendar days before and after the last day of a certificate on which its holder is reminded (到期提醒). */
export const Reminders = z.strictObject({
  before: ReminderDays.default([90, 60, 30, 15, 7, 3, 1]),
  after: ReminderDays.default([1, 7, 30]),
  /**
   * When more certificates than this end on one day (续期高峰), their holders are called over several days, at most so many
   * in all.
   */
  spread: z
    .strictObject({
      perDay: z.number().int().min(1).default(2000),
      withinDays: z.number().int().min(1).max(30).default(10),
    })
    .prefault({}),
});
export type Reminders = z.infer<typeof Reminders>;

/**
 * A class of users 用户类别 a programme is offered to: what of the portal is open to it, and the rule of its user names
 * (IT-01, IT-03). Named here, people can register in it.
 */
export const UserClass = z.strictObject({
  code: z.enum(['enterprise', 'individual', 'agency']),
  label: LocalText,
  functions: z.array(z.enum(['certificate-application', 'progress', 'everything-else'])).min(1),
  userName: z
    .strictObject({ min: z.number().int().min(1), max: z.number().int().max(40) })
    .refine(({ min, max }) => min <= max),
});
export type UserClass = z.infer<typeof UserClass>;

/** Moves of a life that this operator does not use; none can be added. */
export const LifeRules = z.strictObject({ without: z.array(Code) });

/** Everything one CA offers to one group of users, as data. */
export const Programme = z.strictObject({
  code: Code,
  version: z.number().int().positive(),
  name: LocalText,
  authority: LocalText,
  /** Two letters that begin every order number. */
  orderPrefix: z.string().regex(/^[A-Z]{2}$/),
  states: z.array(StateLabel).min(2),
  services: z.array(Service).min(1),
  projects: z.array(Project).min(1),
  /** Standard reasons for returning a field of the application form (退回原因). */
  fieldReasons: z.array(ReturnReason).default([]),
  /** Reasons that end an order as "wrong", by what was wrong (JX-31). */
  wrongReasons: z.array(ReturnReason.extend({ wrong: z.enum(['project', 'name', 'code']) })),
  invoice: z.strictObject({
    kinds: z.array(z.enum(['e-invoice-general', 'e-invoice-special'])).min(1),
    clock: StepClock,
    /** Printed and posted: with the medium where one is posted, else by itself (IT-20). */
    posted: z.boolean().default(false),
    /** Where else an e-invoice can be fetched (PA-23). */
    elsewhere: LocalText.optional(),
  }),
  /** State shown once an order ended otherwise than by its last stage; a review's rejected state where it says nothing. */
  ends: z
    .strictObject({ cancelled: Code.optional(), refunding: Code.optional(), refunded: Code.optional() })
    .prefault({}),
  refund: z.strictObject({
    when: z.enum(['void-and-paid']),
    givenUp: GivingUp.optional(),
    clock: StepClock,
    letterForm: Code,
    mailbox: z.string(),
  }),
  relyingSystems: z.array(RelyingSystem).default([]),
  payees: z.array(Payee).default([]),
  /** Classes of users beside enterprises; all are enterprises where it names none. */
  userClasses: z.array(UserClass).default([]),
  /** How people mistype the payee's name (IT-29). */
  mistypedPayees: z.array(z.string()).default([]),
  lives: z
    .strictObject({ certificate: LifeRules.optional(), medium: LifeRules.optional(), seal: LifeRules.optional() })
    .prefault({}),
  reminders: Reminders.prefault({}),
  /** Who gets the messages of an order by SMS: the account's mobile, or the handler's that the order gives (IT-08). */
  orderMessagesTo: z.enum(['account', 'handler']).default('account'),
  courier: z.strictObject({ name: LocalText, eveningScan: z.string().regex(/^\d{2}:\d{2}$/), notice: LocalText }),
  hall: z.strictObject({
    name: LocalText,
    address: LocalText,
    hours: LocalText,
    phone: z.string(),
    askFirst: LocalText,
  }),
  customerService: z.strictObject({ phone: z.string(), hours: LocalText }),
  /** Clocks of requests outside an order. */
  requests: z.strictObject({ nameCorrection: StepClock, mobileChange: StepClock }),
  articles: z.array(Article),
  /** The program beside the medium, where it has words of its own. */
  client: Client.optional(),
  /** Where its driver suite is fetched, and what that runs on. */
  downloads: Downloads.optional(),
  /** Guided checks people go through when something does not work. */
  guides: z.array(Guide).default([]),
});
export type Programme = z.infer<typeof Programme>;
/** A programme as it is written in `programmes/`, before defaults are filled in. */
export type ProgrammeSource = z.input<typeof Programme>;
