import type { InvoiceData } from '@yinxin/contract';
import type { StageKind } from '@yinxin/programme';
import type {
  CertificateMade,
  Fault,
  ForBranch,
  HoldReason,
  MaterialFile,
  PriceLineFixed,
  ProvidedMedium,
  ReceiptSource,
  Recipient,
  StaffRef,
  Subject,
  Wrong,
} from './state.ts';

type Text = { readonly zh: string; readonly en: string };
export interface ItemFault extends Fault {
  readonly item: { readonly kind: 'material' | 'field'; readonly code: string };
}

/** Everything that can happen to an application (业务单), in the past tense. Only these change it. */
export type ApplicationEvent =
  | {
      readonly type: 'opened';
      readonly id: string;
      readonly number: string;
      readonly programme: string;
      readonly programmeVersion: number;
      readonly project: string;
      readonly service: string;
      readonly organisation: { readonly id: string; readonly creditCode: string; readonly name: string };
      readonly templates: Readonly<Record<string, number>>;
      readonly fields: Readonly<Record<string, string>>;
      /** The applicant saw the region warning and went on (JX-22). */
      readonly regionConfirmed: boolean;
      /** The held certificate the business is about; absent or null for a new one. */
      readonly subject?: Subject | null;
      /** The branch of the account that `organisation` names (BJ-30); absent or null for the account's own. */
      readonly branch?: ForBranch | null;
    }
  | { readonly type: 'draft-saved'; readonly fields: Readonly<Record<string, string>> }
  | { readonly type: 'organisation-renamed'; readonly name: string }
  | { readonly type: 'templates-changed'; readonly templates: Readonly<Record<string, number>> }
  | {
      readonly type: 'material-attached';
      readonly material: string;
      /** It comes from a printed form, so it can become outdated (JX-06). */
      readonly printed: boolean;
      readonly file: MaterialFile;
    }
  | { readonly type: 'material-removed'; readonly material: string }
  | {
      readonly type: 'submitted';
      readonly dataVersion: number;
      readonly again: boolean;
      /** Signed with the certificate it is about, in place of stamped papers. */
      readonly signed?: boolean;
    }
  | {
      readonly type: 'application-signed';
      readonly dataVersion: number;
      /** Serial of the signing certificate. */
      readonly certificate: string;
      /** The signed document in the file store. */
      readonly file: string;
      readonly sha256: string;
    }
  | { readonly type: 'stage-entered'; readonly stage: StageKind | 'finished' }
  | { readonly type: 'review-taken'; readonly by: StaffRef; readonly until: string }
  | { readonly type: 'review-released'; readonly expired: boolean }
  /** `automatic`: by rule, without a person (PA-38). */
  | { readonly type: 'approved'; readonly note: string | null; readonly automatic?: boolean }
  /** Review found that something besides the materials is missing (IT-19). */
  | { readonly type: 'held'; readonly reasons: readonly HoldReason[] }
  | { readonly type: 'hold-lifted' }
  | {
      readonly type: 'materials-returned';
      readonly faults: readonly ItemFault[];
      readonly note: string | null;
      /** Papers already received must be sent again. */
      readonly resend?: boolean;
    }
  | { readonly type: 'cancelled'; readonly note: string | null }
  /** The certificate the business is about gives way to what this business makes. */
  | { readonly type: 'subject-superseded'; readonly holding: string }
  | { readonly type: 'voided'; readonly wrong: Wrong; readonly reason: string | null; readonly note: string | null }
  | { readonly type: 'price-fixed'; readonly lines: readonly PriceLineFixed[]; readonly totalFen: number }
  | { readonly type: 'charge-opened'; readonly chargeId: string; readonly attemptId: string }
  | { readonly type: 'payment-pending'; readonly chargeId: string }
  | { readonly type: 'payment-settled'; readonly chargeId: string; readonly amountFen: number; readonly paidAt: string }
  | {
      readonly type: 'payment-repeated';
      readonly chargeId: string;
      readonly amountFen: number;
      readonly paidAt: string;
    }
  | { readonly type: 'payment-failed'; readonly text: Text }
  | { readonly type: 'payment-problem-reported'; readonly note: string }
  | { readonly type: 'papers-posted'; readonly carrier: string; readonly trackingNumber: string }
  | { readonly type: 'papers-faulty'; readonly faults: readonly ItemFault[]; readonly note: string | null }
  | { readonly type: 'papers-confirmed' }
  | { readonly type: 'papers-reminded' }
  | { readonly type: 'production-started'; readonly mediumSerial: string; readonly passwordCard: string | null }
  | { readonly type: 'production-abandoned'; readonly reason: string }
  | {
      readonly type: 'certificate-made';
      readonly certificates: readonly CertificateMade[];
      /** Where the holder writes them: the medium they are for. */
      readonly mediumSerial?: string;
    }
  | {
      readonly type: 'media-provided';
      readonly items: readonly ProvidedMedium[];
      readonly carrier: string;
      readonly trackingNumber: string;
    }
  | { readonly type: 'install-started'; readonly mediumSerial: string }
  | { readonly type: 'installed'; readonly mediumSerial: string }
  | { readonly type: 'received'; readonly at: string; readonly source: ReceiptSource }
  | { readonly type: 'activated'; readonly mediumSerial: string }
  | { readonly type: 'bound'; readonly system: string; readonly account: string }
  | { readonly type: 'unlocked'; readonly mediumSerial: string }
  | { readonly type: 'seal-made'; readonly sealId: string }
  | { readonly type: 'seal-installed'; readonly sealId: string; readonly mediumSerial: string }
  | { readonly type: 'supplement-needed'; readonly note: string }
  | { readonly type: 'supplement-received' }
  | { readonly type: 'delivery-set'; readonly mode: 'post' | 'collect'; readonly recipient: Recipient | null }
  | {
      readonly type: 'dispatched';
      readonly carrier: string;
      readonly trackingNumber: string;
      readonly mediumSerial: string;
    }
  | { readonly type: 'handed-over'; readonly collector: string; readonly mediumSerial: string }
  | { readonly type: 'invoice-data-set'; readonly invoice: InvoiceData }
  | { readonly type: 'invoice-issued'; readonly number: string; readonly file: string }
  | { readonly type: 'invoice-reversed'; readonly number: string }
  | { readonly type: 'invoice-posted'; readonly carrier: string; readonly trackingNumber: string }
  | { readonly type: 'refund-letter-faulty'; readonly note: string }
  | { readonly type: 'refund-letter-attached'; readonly file: MaterialFile }
  | { readonly type: 'refund-requested'; readonly note: string; readonly account: string | null }
  /** The organisation gives up a business that was going on; with the approval of its refund (PA-46). */
  | { readonly type: 'given-up' }
  | { readonly type: 'refund-approved' }
  | { readonly type: 'refund-refused'; readonly note: string }
  | { readonly type: 'refund-paid'; readonly reference: string }
  | {
      readonly type: 'contact-logged';
      readonly channel: 'phone' | 'sms' | 'other';
      readonly reached: boolean;
      readonly note: string;
    };

export type EventType = ApplicationEvent['type'];
export type EventOf<T extends EventType> = Extract<ApplicationEvent, { type: T }>;

/** Who did it. `name` is shown to staff only. */
export type Actor =
  | { readonly kind: 'applicant'; readonly id: string; readonly organisationId: string; readonly name: string }
  | { readonly kind: 'staff'; readonly id: string; readonly name: string; readonly roles: readonly string[] }
  | { readonly kind: 'system'; readonly id: 'system'; readonly name: string };

/** An event in its place in the history. `version` counts from 1. */
export interface Recorded {
  readonly version: number;
  readonly at: string;
  readonly actor: { readonly kind: Actor['kind']; readonly id: string; readonly name: string };
  readonly event: ApplicationEvent;
}
