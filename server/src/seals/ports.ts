import type { AuditAction } from '@yinxin/contract';
import type { CertificateState, SealMove } from '@yinxin/life';
import type { Certificate } from '@yinxin/pki';
import type { ApplicationState } from '../applications/index.ts';
import type { SealMaker } from '../issuance/index.ts';
import type { Database, Tx } from '../platform/index.ts';

/** The seal an order asks for; `scan`: the picture its holder uploaded, by its name in the file store. */
export interface AskedSeal {
  readonly name: string;
  readonly sort: string;
  readonly scan: { readonly file: string; readonly width: number; readonly height: number } | null;
}

/** An order as far as its seal goes. */
export interface SealOrder {
  readonly id: string;
  readonly number: string;
  readonly organisationId: string;
  readonly programme: string;
  /** Kind of the stage it is in, or `finished`. */
  readonly stage: string;
  /** Void, cancelled or given up. */
  readonly ended: boolean;
  /** It has a stage in which its holder installs the seal. */
  readonly installs: boolean;
  /** What the form asks for; null when no seal is wanted. */
  readonly asked: AskedSeal | null;
  /** It renews a certificate, whose seal stays in force (PA-27): the new certificate gets one of the same sort. */
  readonly renews: boolean;
  readonly submittedAt: Date;
  /** Serials of the signing certificates it made. */
  readonly made: readonly string[];
  /** The held certificate it is about. */
  readonly subject: string | null;
  /** Moves of a seal that the operator took away in this programme. */
  readonly without: readonly SealMove[];
}

/** A held pair as its seal needs it. */
export interface SealHolding {
  readonly id: string;
  readonly organisationId: string;
  readonly programme: string;
  /** The order that made it. */
  readonly applicationId: string;
  readonly status: CertificateState;
  /** Serial of the signing certificate. */
  readonly serial: string;
  readonly mediumSerial: string | null;
}

/** Rooms this one needs, given by the wiring. */
export interface SealPorts {
  order(db: Database, applicationId: string): Promise<SealOrder | undefined>;
  /** The same of a state that is being written. */
  orderOf(tx: Tx, state: ApplicationState): Promise<SealOrder>;
  /** Reports the seal to its order; safe to repeat. Throws the order's own refusal. */
  sealMade(tx: Tx, applicationId: string, sealId: string): Promise<void>;
  holding(db: Database, id: string): Promise<SealHolding | undefined>;
  holdingBySerial(db: Database, serial: string): Promise<SealHolding | undefined>;
  /** The signing certificate of a pair, DER. */
  certificate(db: Database, holding: SealHolding): Promise<Uint8Array>;
  /** A picture in the file store. */
  file(name: string): Promise<Uint8Array>;
  /** Who signs a seal that is to be good until then. */
  sealMaker(until: Date): Promise<SealMaker>;
  /** Roots and the CAs below them, for whoever judges a seal. */
  trust(): Promise<{ readonly anchors: readonly Certificate[]; readonly intermediates: readonly Certificate[] }>;
  audit(
    tx: Tx,
    fact: {
      readonly actor: { readonly kind: 'system'; readonly id: null; readonly name: string };
      readonly action: AuditAction;
      readonly subject: { readonly kind: string; readonly id: string; readonly label: string };
      readonly details?: { readonly [key: string]: string | number | boolean | null };
    },
  ): Promise<void>;
}
