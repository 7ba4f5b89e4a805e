import type { Clock, Database } from '../../platform/index.ts';
import type { StatusAddresses } from '../addresses.ts';
import type { Authorities } from '../authority/registry.ts';
import type { Journal } from '../journal/journal.ts';
import type { KeyManagement } from '../kmc/escrow.ts';

/** Numbers of docs/issuance.md. */
export type StepNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11;

/** What the steps work with. `db` is the pool, never a caller's transaction: each step commits by itself. */
export interface StepTools {
  readonly db: Database;
  readonly clock: Clock;
  readonly authorities: Pick<Authorities, 'ca' | 'issuerFor'>;
  readonly addresses: StatusAddresses;
  readonly journal: Journal;
  readonly keys: KeyManagement;
  /** Called after each step; tests throw here to stop the process at that point. */
  readonly after: (step: StepNumber) => void;
}
