import type { AuditAction } from '@yinxin/contract';
import type { Database, Session, Tx } from '../platform/index.ts';
import type { StatusAct } from './revocation/rules.ts';
import type { StatusReason } from './types.ts';

/** A member of staff who acts. */
export interface StaffActor {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}

/** The member of staff behind a session. */
export function staffOf(session: Session): StaffActor {
  return { id: session.subject, name: session.attributes.name ?? '', roles: session.roles };
}

/** The actor as the log shows them. */
export function logged({ id, name }: Pick<StaffActor, 'id' | 'name'>): Fact['actor'] {
  return { kind: 'staff', id, name };
}

/** What the log of the house is told; structurally the audit room's `AuditFact`. */
export interface Fact {
  readonly actor: { readonly kind: 'staff' | 'system'; readonly id: string | null; readonly name: string };
  readonly action: AuditAction;
  readonly subject: { readonly kind: string; readonly id: string; readonly label: string };
  readonly details?: { readonly [key: string]: string | number | boolean | null };
}

/** An order as its neighbours see it. */
export interface OpenOrder {
  readonly id: string;
  readonly number: string;
  readonly state: { readonly zh: string; readonly en: string };
  readonly paid: boolean;
}

/** Certificates whose status changed now: never one that stood so already. */
export interface StatusNews {
  readonly serials: readonly string[];
  readonly act: StatusAct;
  readonly reason: StatusReason;
}

/**
 * Whether a business (change, reissue, renewal) asks that former encryption keys come to its new medium, so that what was
 * encrypted stays readable, and by which applications they were made.
 */
export type RecoveryAnswer = { readonly asked: false } | { readonly asked: true; readonly madeBy: readonly string[] };

/** What hangs on certificates: the held pair, seals that still work, and accounts it is tied to. */
export interface Attached {
  readonly holding: string | null;
  readonly seals: number;
  readonly bindings: number;
}

/** Rooms this one needs, given by the wiring. */
export interface IssuancePorts {
  /** Writes a fact in the transaction of its cause. */
  audit(tx: Tx, fact: Fact): Promise<void>;
  /** The same for many at once; without it they are written one by one. */
  auditAll?(tx: Tx, facts: readonly Fact[]): Promise<void>;
  /** Orders of an organisation that are neither finished nor void, to be shown before its certificates are revoked. */
  openOrders?(db: Database, organisationId: string): Promise<readonly OpenOrder[]>;
  /** Refuses, by throwing, a change of status that is not offered for these certificates, before it is asked for. */
  mayAsk?(tx: Tx, asked: Pick<StatusNews, 'serials' | 'act'>): Promise<void>;
  /** What hangs on these certificates, to be shown before their status is changed. */
  attached?(db: Database, serials: readonly string[]): Promise<Attached>;
  /** Whether the application is in the database; asked after a restore. */
  knowsApplication?(tx: Tx, applicationId: string): Promise<boolean>;
  /**
   * Told in the transaction of every change of status (revoked, suspended, resumed, superseded, given up; also of those a
   * restore gives back), before it is recorded in the journal. Certificates nobody holds are told too. Throwing undoes the
   * change.
   */
  onStatusChange?(tx: Tx, news: StatusNews): Promise<void>;
  /** Which former encryption keys an order asks to have on its medium; without an answer none is recovered. */
  recoveryAsked?(tx: Tx, applicationId: string): Promise<RecoveryAnswer>;
}

export const SYSTEM = { kind: 'system', id: null, name: 'system' } as const;
