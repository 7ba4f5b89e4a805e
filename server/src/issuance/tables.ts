import type { ColumnType, Generated } from 'kysely';
import type { RevocationReason } from './types.ts';

/** A jsonb column: written as text, read as data to be parsed. */
type Json = ColumnType<unknown, string, string>;

/** How far an order has come; each value is one committed step of docs/issuance.md. */
export const ORDER_STEPS = ['reserved', 'intended', 'recorded', 'signed', 'published'] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];

/** What a certificate is for: 签名、加密、签发 CA、根 CA、OCSP 应答. */
export type CertificateUse = 'sign' | 'encrypt' | 'issuing-ca' | 'root-ca' | 'ocsp';
export type AuthorityRole = 'root' | 'issuing';

/** Tables of this room. Serials are upper-case hexadecimal, key hashes SM3 of 04‖X‖Y in hexadecimal. */
export type IssuanceTables = {
  authority: {
    role: AuthorityRole;
    serial: string;
    certificate: Buffer;
    /** Name of the encrypted key in dataDir/ca. */
    key_file: string;
    created_at: Date;
  };
  /** Keys of OCSP responders, encrypted PKCS#8 (DER); the certificate is the order's. */
  responder: { order_id: string; sealed_key: Buffer };
  certificate_order: {
    id: string;
    kind: 'twin' | 'responder';
    step: OrderStep;
    application_id: string | null;
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
    key_hash: string;
    not_before: Date;
    not_after: Date;
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
  revocation: { serial: string; reason: RevocationReason; revoked_at: Date; request_id: string | null };
  revocation_request: {
    id: string;
    serials: Json;
    subject: string;
    reason: RevocationReason;
    note: string;
    status: 'open' | 'done' | 'refused';
    requested_by: string;
    requested_by_name: string;
    requested_at: Date;
    decided_by: string | null;
    decided_by_name: string | null;
    decided_at: Date | null;
  };
  crl: {
    authority: AuthorityRole;
    number: number;
    this_update: Date;
    next_update: Date;
    entries: number;
    /** The newest revocation it contains. */
    revocations_until: Date | null;
    tbs: Buffer;
    crl: Buffer | null;
    created_at: Date;
  };
  journal_entry: {
    id: Generated<number>;
    kind: string;
    body: Json;
    at: Date;
    recorded_at: Date | null;
  };
};
