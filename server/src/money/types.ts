import type { LocalText } from '@yinxin/programme';

/** What an application has to pay (应收): one charge for each application, its amount fixed when it is opened. */
export type ChargeStatus = 'open' | 'paid' | 'cancelled' | 'refunding' | 'refunded';

/** One try to pay a charge at a channel (支付). `pending`: the bank has not said yet. */
export type AttemptStatus = 'open' | 'pending' | 'paid' | 'failed' | 'expired';

/** What a payment channel says about one attempt, in a signed callback or as the answer to a query. */
export interface ChannelNotice {
  /** Our own reference, given to the channel when the attempt was opened. */
  readonly reference: string;
  /** The channel's transaction number; a repeat of it has no effect. */
  readonly transaction: string | null;
  readonly outcome: 'paid' | 'failed' | 'open' | 'expired';
  readonly amountFen: number;
  readonly at: Date;
}

export interface OpenedAttempt {
  readonly payUrl: string;
}

export type CallbackRefusal = 'WRONG_SIGNATURE' | 'STALE_CALLBACK' | 'UNREADABLE_CALLBACK';

/**
 * The port to whoever takes the money (收银渠道). Drivers: the sandbox cashier; real ones by configuration.
 * Every driver passes the suite in `channel.contract.ts`.
 */
export interface PaymentChannel {
  readonly code: string;
  open(attempt: {
    reference: string;
    amountFen: number;
    subject: LocalText;
    returnUrl: string;
    expiresAt: Date;
  }): Promise<OpenedAttempt>;
  /** Checks the signature over the raw bytes and reads the notice. */
  readCallback(headers: Readonly<Record<string, string | undefined>>, raw: Uint8Array): ChannelNotice | CallbackRefusal;
  query(reference: string): Promise<ChannelNotice | null>;
}
