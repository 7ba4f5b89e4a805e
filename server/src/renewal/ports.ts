import type { Programme } from '@yinxin/programme';
import type { Audit } from '../audit/index.ts';
import type { Holdings } from '../holdings/index.ts';
import type { Notices } from '../notices/index.ts';
import type { Database, Tx } from '../platform/index.ts';

/** A renewal to be opened; `subject` is the held certificate. */
export interface AskedRenewal {
  readonly organisationId: string;
  readonly programme: string;
  readonly project: string;
  readonly service: string;
  readonly subject: string;
}

/** Rooms this one needs, given by the wiring. */
export interface RenewalPorts {
  /** The programmes in force. */
  programmes(db: Database): Promise<readonly Programme[]>;
  held: Holdings['bySerial'];
  notify: Notices['notify'];
  audit: Audit['record'];
  /** Opens a renewal for an account, in the caller's transaction; throws what the rules of orders refuse. */
  open(tx: Tx, asked: AskedRenewal): Promise<{ readonly id: string; readonly number: string }>;
}
