import type { MediumMove, MediumState, Mover } from '@yinxin/life';
import type { Generated } from 'kysely';
import type { Fact, IssuedCertificate, StaffActor, Subscriber } from '../issuance/index.ts';
import type { Database, Tx } from '../platform/index.ts';

export type MediumKind = 'usb-key' | 'ic-card';
/** Whether the first PIN should, or has to, be changed before anything else (BJ-05). */
export type PinChange = 'advised' | 'required';

/** States of a password card 密码卡. A card may be assigned before or after it is printed. */
export const CARD_STATES = ['fresh', 'printed', 'assigned', 'destroyed'] as const;
export type CardState = (typeof CARD_STATES)[number];

export type ProductionStatus = 'personalised' | 'issued' | 'made' | 'abandoned';

/** Tables of this room. */
export type MediaTables = {
  medium: {
    serial: string;
    kind: MediumKind;
    model: string;
    state: MediumState;
    application_id: string | null;
    application_number: string | null;
    /** 04‖X‖Y, given when it was paired. */
    transport_key: Buffer | null;
    /** The transport key as the stock recorded it when the medium was taken in; no other medium answers to its serial. */
    recorded_key: Buffer | null;
    /** Administrator unlock key, sealed; for a later unlock. */
    sealed_admin_key: string | null;
    spoiled_reason: string | null;
    registered_at: Date;
    changed_at: Date;
    /** Where it is kept while it is in stock. */
    place: string;
    /** The operator it was handed out to; null while it is in the cupboard. */
    handed_to: string | null;
    handed_name: string | null;
    receipt_id: string | null;
  };
  /** What happened to a medium, append-only. */
  medium_event: {
    id: Generated<string>;
    serial: string;
    at: Date;
    move: MediumMove;
    from_state: MediumState;
    to_state: MediumState;
    by_kind: Mover;
    by_id: string | null;
    by_name: string;
    note: string | null;
  };
  password_card: {
    number: string;
    batch: string;
    state: CardState;
    /** Initial PIN, sealed; null once the card is destroyed. */
    sealed_pin: string | null;
    application_id: string | null;
    medium_serial: string | null;
    made_at: Date;
    printed_at: Date | null;
    /** The card it was made in place of. */
    replaces: string | null;
    /** Why it was made void and another made in its place. */
    void_reason: string | null;
  };
  media_counter: { prefix: string; day: string; last: number };
  production: {
    id: string;
    application_id: string;
    application_number: string;
    status: ProductionStatus;
    medium_serial: string;
    password_card: string;
    nonce: Buffer | null;
    nonce_until: Date | null;
    started_at: Date;
    made_at: Date | null;
    abandoned_at: Date | null;
    abandoned_reason: string | null;
    /** Since when its pair is being issued; null once that is written down. */
    issuing_since: Date | null;
  };
};
export type MediumRow = MediaTables['medium'];
export type CardRow = MediaTables['password_card'];
export type ProductionRow = MediaTables['production'];

/** An order as the mail room sees it. */
export interface OrderParcel {
  readonly number: string;
  readonly stage: string;
  /** null when nothing is posted, or nobody was named yet. */
  readonly recipient: {
    readonly name: string;
    readonly mobile: string;
    readonly address: string;
    readonly postcode?: string | undefined;
  } | null;
  readonly sender: { readonly name: string; readonly phone: string; readonly address: string };
  /** The courier the programme usually sends with. */
  readonly carrier: string;
  /** Serials of the media in it, as far as they are known. */
  readonly media: readonly string[];
  /** Tracking number of the parcel that went out. */
  readonly posted: string | null;
}

/** The applications room as production sees it. Each command throws the application's own refusal. */
export interface ApplicationsForProduction {
  /** What certificates are made for; undefined when there is no such application. */
  subscriber(db: Database, applicationId: string): Promise<Subscriber | undefined>;
  /** Production began with this pair; saying it again changes nothing. */
  started(
    tx: Tx,
    applicationId: string,
    what: { readonly mediumSerial: string; readonly passwordCard: string },
    actor: StaffActor,
  ): Promise<void>;
  made(tx: Tx, applicationId: string, certificates: readonly IssuedCertificate[], actor: StaffActor): Promise<void>;
  abandoned(tx: Tx, applicationId: string, reason: string, actor: StaffActor): Promise<void>;
  /** The most urgent orders that wait at the desk, their rows held until the transaction ends. */
  waiting(
    tx: Tx,
    asked: {
      readonly now: Date;
      readonly limit: number;
      readonly project?: string;
      readonly except: readonly string[];
    },
  ): Promise<readonly { readonly id: string; readonly number: string; readonly name: string }[]>;
  /** What a label and the mail room need to know of an order; undefined when there is none. */
  parcel(db: Database, applicationId: string): Promise<OrderParcel | undefined>;
  byNumber(db: Database, number: string): Promise<string | undefined>;
  /** The made medium goes out by courier. */
  dispatch(
    tx: Tx,
    applicationId: string,
    parcel: { readonly carrier: string; readonly trackingNumber: string; readonly mediumSerial: string },
    actor: StaffActor,
  ): Promise<void>;
  /** The application a parcel out was sent for. */
  byTrackingNumber(db: Database, trackingNumber: string): Promise<string | undefined>;
}

/** Rooms this one needs, given by the wiring. */
export interface MediaPorts {
  readonly applications: ApplicationsForProduction;
  audit(tx: Tx, fact: Fact): Promise<void>;
  /** Moves with media that the operator of an order's programme does not use. */
  without?(db: Database, applicationId: string): Promise<readonly MediumMove[]>;
  /** Name of the authority on the password cards. */
  readonly authorityName: string;
}
