import type { BindingEnd } from './bindings/store.ts';

/** Tables of this room. Serials are upper-case hexadecimal; secrets given out are kept as SHA-256 in hexadecimal. */
export type AccessTables = {
  /** Challenges given out; a row is used once and forgotten when its time is over. */
  certificate_challenge: {
    id: string;
    nonce: Buffer;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
  /** Certificate ↔ account at a relying system, past ones too. */
  binding: {
    id: string;
    system: string;
    account: string;
    /** Account of the hall the certificate belongs to. */
    organisation_id: string;
    organisation_name: string;
    credit_code: string;
    serial: string;
    /** End of the certificate. */
    not_after: Date;
    application_id: string | null;
    /** The credit code where the organisation may have only one binding. */
    exclusive: string | null;
    since: Date;
    ended_at: Date | null;
    end_reason: BindingEnd | null;
    predecessor: string | null;
  };
  relying_system: {
    code: string;
    name_zh: string;
    name_en: string;
    /** Signs what the system asks, sealed. */
    sealed_secret: string;
    redirect_uris: string[];
    active: boolean;
    registered_at: Date;
  };
  /** One sign-in on behalf of a relying system: asked → answered with a code → redeemed for a ticket → bound. */
  relying_sign_in: {
    id: string;
    system: string;
    redirect_uri: string;
    state: string;
    nonce: string;
    created_at: Date;
    expires_at: Date;
    serial: string | null;
    answered_at: Date | null;
    code_hash: string | null;
    code_expires_at: Date | null;
    redeemed_at: Date | null;
    ticket_hash: string | null;
    ticket_expires_at: Date | null;
    ticket_used_at: Date | null;
  };
};
