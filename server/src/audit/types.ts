import type { AuditAction } from '@yinxin/contract';
/** Who did it. `name` is what the log shows: a staff name, an organisation's name, never a mobile number. */
export interface AuditActor {
  readonly kind: 'staff' | 'organisation' | 'system' | 'public';
  readonly id: string | null;
  readonly name: string;
}

/** What it was done to. `label` is what people know it by: a number, a credit code. */
export interface AuditSubject {
  readonly kind: string;
  readonly id: string;
  readonly label: string;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What happened, without secrets and without personal data in clear (mobiles masked, files by hash). */
export interface AuditFact {
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly subject: AuditSubject;
  readonly details?: { readonly [key: string]: JsonValue };
}

/** A fact as it was written down. */
export interface AuditRecord extends Required<Omit<AuditFact, 'action'>> {
  /** Also one of an earlier version, which this one no longer writes. */
  readonly action: string;
  readonly id: string;
  readonly at: Date;
}

/** A record with its place in the chain. */
export interface ChainedRecord extends AuditRecord {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** SM3 over the previous hash and this record, hex. */
  readonly hash: string;
}

export interface AuditQuery {
  readonly page: number;
  readonly size: number;
  readonly q?: string | undefined;
  readonly action?: string | undefined;
  /** Calendar days in Asia/Shanghai, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** `firstBroken` is the lowest sequence that does not fit; null when the chain is intact. */
export interface Verification {
  readonly intact: boolean;
  readonly entries: number;
  readonly firstBroken: number | null;
  /** How many anchors outside the database were compared. */
  readonly anchors: number;
  /** The highest sequence that an anchor vouches for; null when there is no anchor yet. */
  readonly anchoredUntil: number | null;
}

export const systemActor: AuditActor = { kind: 'system', id: null, name: 'system' };
export const publicActor: AuditActor = { kind: 'public', id: null, name: 'public' };
