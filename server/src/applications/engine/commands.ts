import type { ApplicantCommand, StaffCommand } from '@yinxin/contract';
import type { CertificateMade, MaterialFile, ProvidedMedium, ReceiptSource, Wrong } from './state.ts';

type Text = { readonly zh: string; readonly en: string };

/** What other rooms and the upload endpoints ask of an application; each may safely be asked twice. */
export type InternalCommand =
  | { readonly type: 'attach-material'; readonly material: string; readonly file: MaterialFile }
  | { readonly type: 'attach-refund-letter'; readonly file: MaterialFile }
  /** Brings template versions and the organisation's name up to date before forms are printed. */
  | { readonly type: 'refresh' }
  /** The room has verified a signature with the certificate the order is about. */
  | {
      readonly type: 'application-signed';
      readonly dataVersion: number;
      readonly certificate: string;
      readonly file: string;
      readonly sha256: string;
    }
  | { readonly type: 'charge-opened'; readonly chargeId: string; readonly attemptId: string }
  | { readonly type: 'payment-pending'; readonly chargeId: string }
  | { readonly type: 'payment-settled'; readonly chargeId: string; readonly amountFen: number; readonly paidAt: string }
  | { readonly type: 'payment-failed'; readonly text: Text }
  | { readonly type: 'refund-paid'; readonly reference: string }
  | { readonly type: 'production-started'; readonly mediumSerial: string; readonly passwordCard: string | null }
  | {
      readonly type: 'certificate-made';
      readonly certificates: readonly CertificateMade[];
      readonly mediumSerial?: string;
    }
  /** From the stock room, which knows that these media exist and are free. */
  | {
      readonly type: 'provide-media';
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
  /** Looks again at what an order on hold waits for. */
  | { readonly type: 'recheck' }
  | { readonly type: 'production-abandoned'; readonly reason: string }
  | { readonly type: 'invoice-issued'; readonly number: string; readonly file: string }
  | { readonly type: 'void'; readonly wrong: Wrong; readonly note: string | null }
  | { readonly type: 'remind-papers' }
  | { readonly type: 'expire-lock' };

export type Command = ApplicantCommand | StaffCommand | InternalCommand;
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;
