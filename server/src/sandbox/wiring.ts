import type { Deps } from '../platform/index.ts';

interface ParcelItem {
  readonly mediumSerial: string;
  readonly passwordCard: string | null;
  readonly initialPin: string | null;
}

/** What is in a parcel that was dispatched: what the recipient holds in hand. */
export interface ParcelContent extends ParcelItem {
  readonly others: readonly ParcelItem[];
}

export interface ReceivedMessage {
  readonly id: string;
  readonly at: Date;
  readonly channel: 'sms' | 'mail';
  readonly to: string;
  readonly text: string;
}

/** What the sandbox needs of other rooms; `main` gives it. */
export interface SandboxWiring {
  /** Messages as received, newest first; of one address when given. */
  inbox(deps: Deps, to?: string): Promise<readonly ReceivedMessage[]>;
  /** The parcel of a tracking number, undefined when there is none. Without it the endpoint is not there. */
  openParcel?(deps: Deps, trackingNumber: string): Promise<ParcelContent | undefined>;
}
