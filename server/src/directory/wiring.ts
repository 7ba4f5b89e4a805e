import type { LocalText, StepClock } from '@yinxin/programme';
import type { Audit } from '../audit/index.ts';
import type { Notices } from '../notices/index.ts';
import type { Database, Deps, Tx } from '../platform/index.ts';
import type { BusinessRegister } from './accounts/register-port.ts';
import type { UserClass, UserClassCode } from './classes/rules.ts';

/** An order that a name correction makes void (JX-09). */
export interface AffectedOrder {
  readonly id: string;
  readonly number: string;
  readonly state: LocalText;
  readonly paid: boolean;
}

/** The orders of an organisation, as the applications room knows them. */
export interface OrdersOfOrganisation {
  /** Orders that are neither finished nor void already. */
  open(db: Database, organisationId: string): Promise<readonly AffectedOrder[]>;
  /** Makes all open orders void because the name was wrong; returns those it made void. In the caller's transaction. */
  voidAll(tx: Tx, organisationId: string, staffId: string): Promise<readonly AffectedOrder[]>;
}

/** The form of a mobile change as PDF (JX-14); data known already is filled in. */
export type MobileChangeForm = (known: { creditCode: string | null; at: Date }) => Promise<Uint8Array>;

/** What the directory needs of other rooms; `main` gives it. */
export interface DirectoryWiring {
  audit(deps: Deps): Audit;
  notices(deps: Deps): Notices;
  orders(deps: Deps): OrdersOfOrganisation;
  /** A business register; none when absent. */
  register?(deps: Deps): BusinessRegister;
  /** How long requests outside an order may take. */
  clocks(deps: Deps): { readonly nameCorrection: StepClock; readonly mobileChange: StepClock };
  mobileChangeForm(deps: Deps): MobileChangeForm;
  /** Classes of users in force; as released when absent. */
  classes?(deps: Deps): () => Promise<readonly UserClass[]>;
  /** Classes people can register in by themselves beside enterprises; none when absent. */
  offered?(deps: Deps): () => Promise<readonly UserClassCode[]>;
}
