import type { HeldBinding, HeldSeal } from '@yinxin/contract';
import type { CertificateMove, LivesWithout, MediumState, SealMove } from '@yinxin/life';
import type { LocalText } from '@yinxin/programme';
import type { z } from 'zod';
import type { Database, Tx } from '../platform/index.ts';
import type { HoldingBusiness } from './tables.ts';

/** When the certificate a business is about gives way to the new one, as its programme says. */
export type OldCertificate = 'kept' | 'superseded-at-approval' | 'superseded-when-made' | 'superseded-when-installed';

/** A business as a project offers it online. */
export interface OfferedBusiness {
  readonly service: string;
  readonly old: OldCertificate;
  /** First day before expiry on which it is open; null for any time. */
  readonly opensDaysBefore: number | null;
  /** The certificates are written into the medium the holder has already. */
  readonly sameMedium: boolean;
}

/** What programmes say about what is held. All answers are for what is in force now. */
export interface Offers {
  names(programme: string, project: string): { readonly programme: LocalText; readonly project: LocalText };
  /** The online service of a business for a project; null when it is not offered. */
  business(programme: string, project: string, business: HoldingBusiness): OfferedBusiness | null;
  /** What a service does with the certificate it is about; `new` for one that is about none. */
  businessOf(programme: string, service: string): HoldingBusiness | 'new';
  /** The online service to apply anew; null when there is none. */
  newService(programme: string, project: string): string | null;
  /** What becomes of a binding when its certificate is replaced. */
  onReplacement(programme: string, system: string): 'transfer' | 'end';
  /** Moves this operator does not use. */
  without(programme: string): LivesWithout;
}

/** An order as its certificates need it. */
export interface OrderFacts {
  readonly id: string;
  readonly number: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly creditCode: string;
  readonly programme: string;
  readonly project: string;
  readonly createdAt: string;
  readonly submittedAt: string | null;
  /** Serials of its certificates that were made: proven to be on their medium. */
  readonly made: readonly string[];
  /** Where it stands; null once it is over. */
  readonly openStage: string | null;
  /** It ended before its last stage. */
  readonly void: boolean;
  /** The held certificate it is about. */
  readonly subject: string | null;
}

/** An open order of an organisation; `paidFen` is what was paid for it. */
export interface OpenOrder {
  readonly id: string;
  readonly number: string;
  readonly state: LocalText;
  readonly paid: boolean;
  readonly paidFen: number;
}

export type SealFacts = z.input<typeof HeldSeal> & { readonly holdingId: string };
export type BindingFacts = z.input<typeof HeldBinding> & { readonly holdingId: string };

/** Rooms this one needs, given by the wiring. Those that come later may be absent. */
export interface HoldingPorts {
  /** Names of persons' accounts by id: theirs stand in no row here. */
  personNames?(db: Database, accounts: readonly string[]): Promise<ReadonlyMap<string, string>>;
  offers(db: Database): Promise<Offers>;
  order(db: Database, applicationId: string): Promise<OrderFacts | undefined>;
  /** Orders of an organisation that are neither finished nor void. */
  openOrders(db: Database, organisationId: string): Promise<readonly OpenOrder[]>;
  /** States of media by serial. */
  media(db: Database, serials: readonly string[]): Promise<ReadonlyMap<string, MediumState>>;
  /** Takes certificates out of force; their change of status comes back as news. `cause` is the number of an order. */
  stop?(
    tx: Tx,
    serials: readonly string[],
    why: { readonly reason: 'superseded' | 'cessationOfOperation'; readonly cause: string },
  ): Promise<void>;
  seals?(db: Database, holdingIds: readonly string[]): Promise<readonly SealFacts[]>;
  /** The seals of a pair follow its move (`sealMovesOf`); each as far as its own life allows. */
  moveSeals?(tx: Tx, holdingId: string, moves: readonly SealMove[], cause: CertificateMove): Promise<void>;
  bindings?(db: Database, holdingIds: readonly string[]): Promise<readonly BindingFacts[]>;
}
