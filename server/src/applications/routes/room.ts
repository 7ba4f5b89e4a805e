import type { ApplicationView, StaffApplicationView } from '@yinxin/contract';
import type { Audit } from '../../audit/index.ts';
import type { Clock, Database, FileStore, Session } from '../../platform/index.ts';
import type { CatalogueStore } from '../catalogue/catalogue.ts';
import type { Actor } from '../engine/events.ts';
import type { ApplicationState } from '../engine/state.ts';
import { applicationView } from '../present/application.ts';
import { stateLabel } from '../present/parts.ts';
import { staffView } from '../present/staff.ts';
import { refusal } from '../problems.ts';
import type { Applications } from '../service.ts';
import type { Histories } from '../store/history.ts';
import { othersOf } from '../store/queries.ts';

/** What the endpoints of this room work with. */
export interface RoomDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly applications: Applications;
  readonly catalogue: CatalogueStore;
  readonly histories: Histories;
  readonly audit: Pick<Audit, 'record'>;
  readonly signedInWith: (db: Database, session: Session) => Promise<string | null>;
  readonly organisationsNamed: (db: Database, typed: string) => Promise<readonly string[]>;
  readonly registerName: (db: Database, creditCode: string) => Promise<string | null>;
}

/** The order of the organisation asking; throws ORDER_NOT_FOUND, also for somebody else's (JX-49). */
export async function ownOrder(deps: RoomDeps, db: Database, id: string, actor: Actor): Promise<ApplicationState> {
  const state = await deps.applications.read(db, id);
  if (!state || (actor.kind === 'applicant' && state.organisation.id !== actor.organisationId)) {
    throw refusal('ORDER_NOT_FOUND');
  }
  return state;
}

export async function present(
  deps: RoomDeps,
  db: Database,
  state: ApplicationState,
  actor: Actor,
): Promise<ApplicationView> {
  const history = await deps.histories.history(db, state.id);
  return applicationView(state, history, await deps.applications.context(db, state, actor));
}

export async function presentToStaff(
  deps: RoomDeps,
  db: Database,
  state: ApplicationState,
  actor: Actor,
): Promise<StaffApplicationView> {
  const history = await deps.histories.history(db, state.id);
  const context = await deps.applications.context(db, state, actor);
  const others = await othersOf(db, deps.histories, state);
  const rules = await deps.catalogue.rulesOf(db, others);
  const otherApplications = others.map((other) => {
    const { id, number, project } = other;
    return { id, number, project, state: stateLabel(other, rules(other).programme).label };
  });
  const registerName = await deps.registerName(db, state.organisation.creditCode);
  return staffView(state, history, context, { registerName, otherApplications });
}
