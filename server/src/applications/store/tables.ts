import type { QueueCode } from '../engine/waiting.ts';

/** The tables of this room as kysely sees them. Personal data only in `state` and `data`, sealed. */
export type ApplicationTables = {
  application: {
    id: string;
    number: string;
    organisation_id: string;
    credit_code: string;
    /** Empty for a person. */
    organisation_name: string;
    programme: string;
    programme_version: number;
    project: string;
    service: string;
    stage: string;
    state_code: string;
    void: boolean;
    paid: boolean;
    version: number;
    /** The whole state, sealed. */
    state: string;
    created_at: Date;
    submitted_at: Date | null;
    held_by: string | null;
    held_until: Date | null;
    papers_in: string | null;
    parcel_out: string | null;
    handler_mobile: string | null;
    medium_serial: string | null;
    invoice: string | null;
    /** The held certificate the business is about. */
    subject_holding: string | null;
  };
  application_event: {
    application_id: string;
    version: number;
    type: string;
    at: Date;
    actor_kind: string;
    actor_id: string;
    /** The event and the actor's name, sealed. */
    data: string;
  };
  application_task: {
    application_id: string;
    queue: QueueCode;
    project: string;
    since: Date;
    open_from: Date;
    target: Date | null;
    promise: Date | null;
  };
  application_number: { prefix: string; day: string; used: number };
};
