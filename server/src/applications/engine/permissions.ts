import type { Role } from '@yinxin/contract';
import { STAGE_KINDS, type StageKind } from '@yinxin/programme';
import type { CommandType } from './commands.ts';
import type { RefusalCode } from './refusal.ts';

/** When and by whom a command may be given. Finer rules are with the kind of stage. */
export interface Permission {
  readonly by: 'applicant' | 'staff' | 'system';
  /** Roles of staff of which one is needed. */
  readonly roles?: readonly Role[];
  /** Stages in which it is possible; the refusal elsewhere, before and after. */
  readonly stages: readonly (StageKind | 'finished')[];
  readonly tooEarly?: RefusalCode;
  readonly tooLate?: RefusalCode;
  /** Possible on a void order? */
  readonly void: 'no' | 'yes';
}

const unfinished: Permission['stages'] = STAGE_KINDS;
const all: Permission['stages'] = [...STAGE_KINDS, 'finished'];

const fill = { by: 'applicant', stages: ['fill'], tooLate: 'NOT_EDITABLE', void: 'no' } as const;
const review = {
  by: 'staff',
  roles: ['reviewer'],
  stages: ['review'],
  tooEarly: 'NOT_SUBMITTED',
  tooLate: 'ALREADY_DECIDED',
  void: 'no',
} as const;
const papers = {
  by: 'staff',
  roles: ['mail-room'],
  stages: ['papers'],
  tooEarly: 'PAPERS_NOT_YET',
  tooLate: 'PAPERS_ALREADY_CONFIRMED',
  void: 'no',
} as const;
const delivery = {
  by: 'staff',
  roles: ['shipping'],
  stages: ['delivery'],
  tooEarly: 'NOT_MADE_YET',
  tooLate: 'ORDER_FINISHED',
  void: 'no',
} as const;
const supplement = { ...delivery, roles: ['production', 'mail-room', 'customer-service'] } as const;
const payment = {
  by: 'system',
  stages: ['payment'],
  tooEarly: 'PAYMENT_NOT_YET',
  tooLate: 'ALREADY_PAID',
  void: 'no',
} as const;
const production = {
  by: 'staff',
  roles: ['production'],
  stages: ['production'],
  tooEarly: 'PRODUCTION_NOT_YET',
  tooLate: 'ALREADY_MADE',
  void: 'no',
} as const;
const refundDesk = { by: 'staff', roles: ['finance'], stages: all, void: 'yes' } as const;
/** Once there is a price, to the end and after it (JX-37, JX-38, JX-48); `stages/invoice.ts` looks at the price. */
const invoice = { by: 'staff', roles: ['finance'], stages: all, void: 'no' } as const;
/** What the holder does with the medium; other rooms report it as the system. */
const byHolder = (stage: StageKind, tooEarly: RefusalCode, tooLate: RefusalCode) =>
  ({ by: 'system', stages: [stage], tooEarly, tooLate, void: 'no' }) as const;
const install = byHolder('install', 'INSTALL_NOT_YET', 'ALREADY_INSTALLED');

/** The whole of "who may do what when" as a table; tests are generated from it. */
export const permissions: Readonly<Record<CommandType, Permission>> = {
  'save-draft': fill,
  'attach-material': fill,
  'remove-material': fill,
  'application-signed': fill,
  submit: { ...fill, tooLate: 'ALREADY_SUBMITTED' },
  refresh: { by: 'system', stages: all, void: 'yes' },
  take: review,
  release: review,
  approve: review,
  'return-materials': review,
  'reject-wrong': review,
  'expire-lock': { by: 'system', stages: all, void: 'yes' },
  'charge-opened': payment,
  // Money that arrives is never refused for being late (JX-34): the stages are looked at in payment.ts.
  'payment-pending': { by: 'system', stages: all, void: 'yes' },
  'payment-failed': { by: 'system', stages: all, void: 'yes' },
  'payment-settled': { by: 'system', stages: all, void: 'yes' },
  'report-payment-problem': {
    by: 'applicant',
    stages: ['payment'],
    tooEarly: 'PAYMENT_NOT_YET',
    tooLate: 'ALREADY_PAID',
    void: 'no',
  },
  // JX-39
  'post-papers': {
    by: 'applicant',
    stages: ['papers'],
    tooEarly: 'PAPERS_NOT_YET',
    tooLate: 'PAPERS_ALREADY_CONFIRMED',
    void: 'no',
  },
  'confirm-papers': papers,
  'report-paper-faults': papers,
  'remind-papers': { by: 'system', stages: all, void: 'yes' },
  'production-started': production,
  'production-abandoned': production,
  'certificate-made': { ...production, stages: ['production', 'install'] },
  'provide-media': {
    by: 'staff',
    roles: ['production', 'shipping'],
    // A medium that could not be written is replaced while the holder installs.
    stages: ['provision', 'install'],
    tooEarly: 'PROVISION_NOT_YET',
    tooLate: 'ALREADY_PROVIDED',
    void: 'no',
  },
  'install-started': install,
  installed: install,
  received: { by: 'system', stages: all, void: 'yes' },
  'confirm-received': { by: 'applicant', stages: unfinished, tooLate: 'ORDER_FINISHED', void: 'no' },
  'record-received': { by: 'staff', roles: ['shipping', 'customer-service'], stages: all, void: 'yes' },
  activated: byHolder('activation', 'ACTIVATION_NOT_YET', 'ALREADY_ACTIVATED'),
  bound: byHolder('binding', 'BINDING_NOT_YET', 'ALREADY_BOUND'),
  unlocked: byHolder('unlock', 'UNLOCK_NOT_YET', 'ALREADY_UNLOCKED'),
  'seal-made': byHolder('seal', 'SEAL_NOT_YET', 'SEAL_INSTALLED'),
  'seal-installed': byHolder('seal', 'SEAL_NOT_YET', 'SEAL_INSTALLED'),
  recheck: { by: 'system', stages: all, void: 'yes' },
  cancel: { by: 'applicant', stages: unfinished, tooLate: 'ORDER_FINISHED', void: 'no' },
  'set-delivery': { by: 'applicant', stages: unfinished, tooLate: 'ORDER_FINISHED', void: 'no' },
  'need-supplement': supplement,
  'confirm-supplement': supplement,
  dispatch: delivery,
  'hand-over': delivery,
  'change-recipient': {
    by: 'staff',
    roles: ['shipping', 'customer-service'],
    stages: unfinished,
    tooLate: 'ORDER_FINISHED',
    void: 'no',
  },
  'set-invoice': { by: 'applicant', stages: all, void: 'no' },
  'enter-invoice': { ...invoice, roles: ['customer-service', 'finance'] },
  'invoice-issued': invoice,
  'reverse-invoice': { ...invoice, void: 'yes' },
  'post-invoice': { ...invoice, roles: ['finance', 'shipping'] },
  'request-refund': { by: 'applicant', stages: all, void: 'yes' },
  'attach-refund-letter': { by: 'applicant', stages: all, void: 'yes' },
  'enter-refund': { by: 'staff', roles: ['customer-service', 'finance'], stages: all, void: 'yes' },
  'return-refund-letter': { by: 'staff', roles: ['customer-service', 'finance'], stages: all, void: 'yes' },
  'approve-refund': refundDesk,
  'refuse-refund': refundDesk,
  'pay-out-refund': refundDesk,
  'refund-paid': { by: 'system', stages: all, void: 'yes' },
  'log-contact': {
    by: 'staff',
    roles: ['reviewer', 'mail-room', 'production', 'shipping', 'customer-service', 'finance', 'back-office'],
    stages: all,
    void: 'yes',
  },
  void: { by: 'staff', roles: ['back-office'], stages: unfinished, tooLate: 'ORDER_FINISHED', void: 'yes' },
};
