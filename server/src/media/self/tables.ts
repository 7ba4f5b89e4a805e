import type { CodePurpose, InstallStatus, PackageItem, ProvenStep } from './rules.ts';

/** Tables of self-service. */
export type SelfTables = {
  /** A blank medium that belongs to an order; `position` counts the order's media. */
  provided_medium: {
    id: string;
    application_id: string;
    position: number;
    medium_serial: string;
    password_card: string | null;
    paired_at: Date;
    sent_at: Date | null;
    removed_at: Date | null;
  };
  /** What was handed over or posted. */
  package: {
    id: string;
    application_id: string;
    kind: 'blank' | 'made';
    media: string[];
    contents: PackageItem[];
    carrier: string | null;
    tracking_number: string | null;
    at: Date;
  };
  self_install: {
    id: string;
    application_id: string;
    application_number: string;
    position: number;
    medium_serial: string;
    kind: 'provided' | 'same';
    status: Exclude<InstallStatus, 'waiting'> | 'abandoned';
    /** First PIN where the applicant chose it; forgotten once installed. */
    sealed_pin: string | null;
    proven_until: Date | null;
    begun_at: Date;
    installed_at: Date | null;
    abandoned_at: Date | null;
    abandoned_reason: string | null;
  };
  self_code: {
    id: string;
    application_id: string;
    purpose: CodePurpose;
    /** Keyed hashes over id and code; the codes themselves are stored nowhere. `second_hash` of update codes. */
    hash: string;
    second_hash: string | null;
    /** Masked, to be shown. */
    sent_to: string;
    sent_at: Date;
    expires_at: Date;
    used_at: Date | null;
    voided_at: Date | null;
  };
  self_tries: { application_id: string; step: string; tries: number };
  self_nonce: { nonce: Buffer; application_id: string; purpose: string; until: Date };
  /** Activation, unlock and seal of one medium. */
  self_step: {
    application_id: string;
    step: ProvenStep;
    medium_serial: string;
    proven_until: Date | null;
    /** Id of the seal. */
    detail: string | null;
    done_at: Date | null;
  };
};
export type ProvidedRow = SelfTables['provided_medium'];
export type InstallRow = SelfTables['self_install'];
export type CodeRow = SelfTables['self_code'];
export type StepRow = SelfTables['self_step'];
