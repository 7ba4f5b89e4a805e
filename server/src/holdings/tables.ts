import type { HOLDING_BUSINESSES, HoldingHappening } from '@yinxin/contract';
import type { CertificateMove, CertificateState, Mover } from '@yinxin/life';
import type { Generated, Selectable } from 'kysely';
import type { z } from 'zod';

/** A business about a held certificate. */
export type HoldingBusiness = (typeof HOLDING_BUSINESSES)[number];
export type HappeningKind = z.infer<typeof HoldingHappening>['kind'];

/** Tables of this room. Serials are upper-case hexadecimal. */
export type HoldingTables = {
  /** One row for each pair of certificates somebody holds (持有证书). */
  holding: {
    id: string;
    organisation_id: string;
    /** Empty for a person, as is the credit code. */
    organisation_name: string;
    credit_code: string;
    programme: string;
    project: string;
    /** The order that made it. */
    application_id: string;
    application_number: string;
    /** Where that order stands; null once it is over. */
    open_stage: string | null;
    medium_serial: string | null;
    sign_serial: string;
    encrypt_serial: string;
    not_before: Date;
    not_after: Date;
    status: CertificateState;
    status_since: Date;
    /** What it was before it was suspended. */
    before_suspension: CertificateState | null;
    activated_at: Date | null;
    bound_at: Date | null;
    predecessor: string | null;
    created_at: Date;
  };
  /** What happened to a pair, append-only. */
  holding_event: {
    id: Generated<string>;
    holding_id: string;
    at: Date;
    kind: HappeningKind;
    move: CertificateMove | null;
    from_state: CertificateState | null;
    to_state: CertificateState | null;
    by_kind: Mover;
    application_id: string | null;
    application_number: string | null;
    business: HoldingBusiness | null;
  };
  /** A business about a pair; at most one of a pair is open. */
  holding_business: {
    application_id: string;
    holding_id: string;
    application_number: string;
    business: HoldingBusiness;
    stage: string;
    since: Date;
    ended_at: Date | null;
  };
  /** How far the pairs from before this room existed are filled in. */
  holding_fill: { id: number; after_order: string | null; done_at: Date | null };
};
export type HoldingRow = HoldingTables['holding'];
export type HoldingEventRow = Selectable<HoldingTables['holding_event']>;
export type BusinessRow = HoldingTables['holding_business'];
