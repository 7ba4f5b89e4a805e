import type { ColumnType, Generated } from 'kysely';
import type { AuthorityTables } from './authority/tables.ts';
import type { EscrowRequestState } from './kmc/rules.ts';
import type { StatusAct } from './revocation/rules.ts';
import type { StatusReason } from './types.ts';

/** A jsonb column: written as text, read as data to be parsed. */
type Json = ColumnType<unknown, string, string>;

/** How far an order has come; each value is one committed step of docs/issuance.md. */
export const ORDER_STEPS = ['reserved', 'intended', 'recorded', 'signed', 'published'] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];

/** What a certificate is for: 签名、加密、签发 CA、根 CA、OCSP 应答、制章. */
export type CertificateUse = 'sign' | 'encrypt' | 'issuing-ca' | 'root-ca' | 'ocsp' | 'seal-maker';
export type AuthorityRole = 'root' | 'issuing';

/** Tables of this room. Serials are upper-case hexadecimal, key hashes SM3 of 04‖X‖Y in hexadecimal. */
export type IssuanceTables = AuthorityTables & {
  /** Keys of OCSP responders, encrypted PKCS#8 (DER); the certificate is the order's. */
  responder: { order_id: string; sealed_key: Buffer };
  /** Keys of seal makers 制章人, encrypted PKCS#8 (DER); the certificate is the order's. */
  seal_maker: { order_id: string; sealed_key: Buffer };
  certificate_order: {
    id: string;
    kind: 'twin' | 'responder' | 'seal-maker';
    step: OrderStep;
    application_id: string | null;
    /** Which of the application's media it is for. */
    position: Generated<number>;
    application_number: string | null;
    organisation_id: string | null;
    medium_serial: string | null;
    request: Buffer | null;
    request_hash: string | null;
    key_hash: string;
    plan: Json;
    escrow_id: string | null;
    enveloped_key: Buffer | null;
    created_at: Date;
    published_at: Date | null;
    abandoned_at: Date | null;
  };
  certificate: {
    serial: string;
    order_id: string | null;
    use: CertificateUse;
    application_id: string | null;
    application_number: string | null;
    organisation_id: string | null;
    medium_serial: string | null;
    subject: string;
    issuer: string;
    /** Short name of the CA that issued it, or will. */
    authority: string;
    key_hash: string;
    not_before: Date;
    not_after: Date;
    /** Part of the CRL it belongs to, fixed at issuance; 0 when the list is not divided. */
    shard: Generated<number>;
    /** The bytes that were, or will be, signed; null until step 5. */
    tbs: Buffer | null;
    certificate: Buffer | null;
    created_at: Date;
    published_at: Date | null;
  };
  escrowed_key: {
    id: string;
    public_key: Buffer;
    sealed_private: Buffer;
    storage_key_id: string;
    state: 'in-use' | 'history';
    created_at: Date;
    retired_at: Date | null;
  };
  /** Encryption keys made in advance, encrypted as in escrow; a row is gone when its key is used. */
  prepared_key: {
    id: string;
    public_key: Buffer;
    sealed_private: Buffer;
    storage_key_id: string;
    created_at: Date;
  };
  escrow_request: {
    id: string;
    serial: string;
    escrow_id: string;
    subject: string;
    application_number: string | null;
    reason: string;
    legal_basis: string;
    recipient_name: string;
    /** 04‖X‖Y. */
    recipient_key: Buffer;
    recipient_subject: string | null;
    /** `open` and `approved` ones that ran out of time are expired, whatever stands here. */
    status: EscrowRequestState;
    approvals_needed: number;
    requested_by: string;
    requested_by_name: string;
    requested_at: Date;
    expires_at: Date;
    fetched_by_name: string | null;
    fetched_at: Date | null;
  };
  escrow_decision: {
    request_id: string;
    decided_by: string;
    decided_by_name: string;
    decision: 'approve' | 'refuse';
    note: string;
    at: Date;
  };
  /** One row for each certificate that was ever revoked or suspended; `removeFromCRL` says that it was resumed. */
  revocation: {
    serial: string;
    reason: StatusReason;
    revoked_at: Date;
    request_id: string | null;
    /** The CA on whose list it stands. */
    authority: string;
    shard: number;
    /** End of the certificate, after which lists forget it. */
    not_after: Date;
    invalidity_date: Date | null;
    /** The entry of the list in DER. */
    entry: Buffer;
    /** Number of the first list that says so; null until then. */
    listed: number | null;
  };
  revocation_request: {
    id: string;
    serials: Json;
    subject: string;
    act: StatusAct;
    reason: StatusReason;
    invalidity_date: Date | null;
    note: string;
    status: 'open' | 'done' | 'refused';
    requested_by: string;
    requested_by_name: string;
    requested_at: Date;
    decided_by: string | null;
    decided_by_name: string | null;
    decided_at: Date | null;
  };
  /** Last number used by each CA, for lists of all its scopes. */
  crl_number: { authority: string; number: number };
  crl: {
    authority: string;
    /** 0 is the list of everything. */
    shard: number;
    kind: 'full' | 'delta';
    number: number;
    base_number: number | null;
    /** Whether it says where its deltas are. */
    has_delta: boolean;
    this_update: Date;
    next_update: Date;
    entries: number;
    revocations_until: Date | null;
    bytes: number | null;
    /** SHA-256 of the whole list, in hexadecimal: only to recognise it. */
    sha256: string | null;
    created_at: Date;
    /** Signed and served from then on; null while it is made, and for ever when that was interrupted. */
    completed_at: Date | null;
  };
  /** The bytes of a list, in order. */
  crl_part: {
    authority: string;
    shard: number;
    kind: 'full' | 'delta';
    number: number;
    part: number;
    bytes: Buffer;
    entries: number;
  };
  journal_entry: {
    id: Generated<number>;
    kind: string;
    body: Json;
    at: Date;
    recorded_at: Date | null;
  };
};
