import type { Programme } from '@yinxin/programme';
import type { Holdings } from '../holdings/index.ts';
import type { Notices } from '../notices/index.ts';
import type { Database } from '../platform/index.ts';

/** Rooms this one needs, given by the wiring. */
export interface RenewalPorts {
  /** The programmes in force. */
  programmes(db: Database): Promise<readonly Programme[]>;
  held: Holdings['bySerial'];
  notify: Notices['notify'];
}
