import type { Mover, SealMove, SealState } from '@yinxin/life';
import type { Generated, Selectable } from 'kysely';

/** Tables of this room. Serials are upper-case hexadecimal, digests lower-case. */
export type SealTables = {
  /** One row for each seal that was made (电子印章). */
  seal: {
    id: string;
    organisation_id: string;
    /** As the certificate names it. */
    organisation_name: string;
    programme: string;
    /** The order that asked for it. */
    application_id: string;
    application_number: string;
    /** The pair it goes with, by id and by the serial of its signing certificate. */
    holding_id: string;
    certificate_serial: string;
    /** SM3 of that certificate. */
    certificate_digest: string;
    name: string;
    sort: string;
    status: SealState;
    status_since: Date;
    /** PNG, its SHA-256, and its size on paper in millimetres. */
    picture: Buffer;
    picture_sha256: string;
    width_mm: number;
    height_mm: number;
    /** Seal structure, DER. */
    object: Buffer;
    /** Serial of the certificate of the seal maker 制章人. */
    maker_serial: string;
    valid_from: Date;
    valid_to: Date;
    /** The seal it takes the place of. */
    replaces: string | null;
    created_at: Date;
    /** What its medium is to sign before it is handed out, and until when. */
    nonce: Buffer | null;
    nonce_until: Date | null;
  };
  /** What happened to a seal, append-only. */
  seal_event: {
    id: Generated<string>;
    seal_id: string;
    at: Date;
    move: SealMove;
    from_state: SealState | null;
    to_state: SealState;
    by_kind: Mover;
    application_number: string | null;
  };
};
export type SealRow = Selectable<SealTables['seal']>;
export type SealEventRow = Selectable<SealTables['seal_event']>;
/** A seal as lists show it: without its bytes. */
export type SealBrief = Omit<SealRow, 'picture' | 'object' | 'nonce' | 'nonce_until'>;
