import type { MediumMove } from '@yinxin/life';
import type { Fact, IssuedCertificate, StaffActor, Subscriber } from '../../issuance/index.ts';
import type { Notice } from '../../notices/index.ts';
import type { Database, Tx } from '../../platform/index.ts';
import type { MediumKind, PinChange } from '../types.ts';
import type { InstallProof } from './rules.ts';

/** An order as far as its holder's own medium goes. */
export interface SelfServiceOrder {
  readonly applicationId: string;
  readonly applicationNumber: string;
  readonly organisationId: string;
  readonly organisationName: string;
  /** Kind of the stage it is in, or `finished`. */
  readonly stage: string;
  /** Void, cancelled or given up: nothing is done any more. */
  readonly ended: boolean;
  /** A refund is asked for, approved or paid (PA-50). */
  readonly refundOpen: boolean;
  /** Mobile of the handler 经办人 as the order was approved with; codes go there and nowhere else. */
  readonly handlerMobile: string | null;
  /** Where update codes go (IT-20). */
  readonly updateCodesTo: { readonly mobile: string } | { readonly mail: string } | null;
  /** Stages of the order that this room works in, with their terms; null when it has none. */
  readonly provision: {
    readonly count: number;
    readonly passwordCard: boolean;
    readonly kind: MediumKind;
    /** `advised` without it. */
    readonly pinChange?: PinChange;
  } | null;
  readonly install: { readonly medium: 'provided' | 'same'; readonly proofs: readonly InstallProof[] } | null;
  readonly activation: boolean;
  readonly unlock: boolean;
  readonly seal: boolean;
  /** Medium of the held certificate the business is about; null where there is none. */
  readonly subjectMedium: string | null;
  /** Moves of a medium that the operator took away in this programme; none without it. */
  readonly without?: readonly MediumMove[];
}

/** The applications room as this part sees it. Each command throws the application's own refusal, and may be repeated. */
export interface ApplicationsForSelfService {
  order(db: Database, applicationId: string): Promise<SelfServiceOrder | undefined>;
  /** What the certificates of one of the order's media are made for. */
  subscriber(db: Database, applicationId: string, position: number): Promise<Subscriber | undefined>;
  provided(
    tx: Tx,
    applicationId: string,
    what: {
      readonly items: readonly { readonly mediumSerial: string; readonly passwordCard: string | null }[];
      readonly carrier: string;
      readonly trackingNumber: string;
    },
    actor: StaffActor,
  ): Promise<void>;
  installStarted(tx: Tx, applicationId: string, mediumSerial: string): Promise<void>;
  /** Certificates are on the medium: made and installed. */
  installed(
    tx: Tx,
    applicationId: string,
    mediumSerial: string,
    certificates: readonly IssuedCertificate[],
  ): Promise<void>;
  activated(tx: Tx, applicationId: string, mediumSerial: string): Promise<void>;
  unlocked(tx: Tx, applicationId: string, mediumSerial: string): Promise<void>;
  sealInstalled(tx: Tx, applicationId: string, what: { mediumSerial: string; sealId: string }): Promise<void>;
}

/** A made seal 印章 as a medium takes it. */
export interface MadeSeal {
  readonly id: string;
  readonly name: string;
  readonly sort: string;
  readonly notAfter: Date;
  /** SM3 of the signing certificate it belongs to, in hexadecimal digits. */
  readonly certificate: string;
  /** PNG. */
  readonly picture: Uint8Array;
  /** Seal structure, DER. */
  readonly object: Uint8Array;
  /** Seal it takes the place of. */
  readonly replaces: string | null;
}

/** A fact for the log, also of an organisation's own doing. */
export type SelfFact = Omit<Fact, 'actor'> & {
  readonly actor: Fact['actor'] | { readonly kind: 'organisation'; readonly id: string; readonly name: string };
};

/** Rooms this part needs, given by the wiring. */
export interface SelfServicePorts {
  readonly applications: ApplicationsForSelfService;
  audit(tx: Tx, fact: SelfFact): Promise<void>;
  notify(tx: Tx, notice: Notice): Promise<void>;
  /** The seal made for an order; undefined while there is none. */
  sealFor(tx: Tx, applicationId: string): Promise<MadeSeal | undefined>;
}
