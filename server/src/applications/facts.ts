import { askedIn, type FieldRole, type Programme } from '@yinxin/programme';
import type { Database } from '../platform/index.ts';
import { type Facts, type HeldCertificate, serviceOf } from './engine/context.ts';
import type { ApplicationState } from './engine/state.ts';
import { applyingFor, latestOn, runningOn } from './store/business.ts';
import type { Histories } from './store/history.ts';
import type { HeldFacts, HoldingsForApplications } from './wiring.ts';

/** Reads what the rules need to know of the certificate a business is about. */
export interface SubjectFacts {
  /** The held certificate of the account, with what runs on it besides `order`; null when it has none of this id. */
  subject(db: Database, holding: string, organisationId: string, order?: string): Promise<HeldCertificate | null>;
  /** Values the latest business of the certificate knew, by field code. */
  known(db: Database, holding: string, organisationId: string): Promise<Readonly<Record<string, string>>>;
  /** Whom the certificate is for, as its latest business has it; undefined when the account has none of this id. */
  holder(
    db: Database,
    holding: string,
    organisationId: string,
  ): Promise<Pick<ApplicationState, 'organisation' | 'branch'> | undefined>;
  /** The holder's living certificates, and the numbers of its open applications that will make one of a project. */
  around(
    db: Database,
    holder: ApplicationState['organisation'],
    project: string,
    making: readonly string[],
  ): Promise<{ readonly living: readonly HeldFacts[]; readonly applying: readonly string[] }>;
}

/** Facts of an order that is about no certificate. */
export const withoutSubject: Pick<Facts, 'subject' | 'arrears'> = {
  subject: null,
  arrears: false,
};

export function subjectFacts(
  holdings: HoldingsForApplications,
  histories: Histories,
  programmeOf: (db: Database, state: ApplicationState) => Promise<Programme>,
): SubjectFacts {
  const latest = async (db: Database, held: HeldFacts) => {
    const state = await latestOn(db, histories, held.id, held.applicationId);
    return state && { state, programme: await programmeOf(db, state) };
  };
  return {
    async subject(db, holding, organisationId, order) {
      const held = await holdings.held(db, holding);
      if (!held || held.organisationId !== organisationId) return null;
      const [running, before] = [await runningOn(db, holding, order), await latest(db, held)];
      const { id, programme, project, status, notAfter, mediumSerial, sealName, mediumLocked = false } = held;
      const lastHandler = before ? handlerOf(before.state, before.programme) : null;
      return { id, programme, project, status, notAfter, mediumSerial, sealName, mediumLocked, running, lastHandler };
    },
    async known(db, holding, organisationId) {
      const held = await holdings.held(db, holding);
      if (!held || held.organisationId !== organisationId) return {};
      const before = await latest(db, held);
      return Object.fromEntries(Object.entries(before?.state.fields ?? {}).map(([code, { value }]) => [code, value]));
    },
    async holder(db, holding, organisationId) {
      const held = await holdings.held(db, holding);
      if (!held || held.organisationId !== organisationId) return undefined;
      return (await latest(db, held))?.state;
    },
    async around(db, holder, project, making) {
      const living = await holdings.living(db, holder.id);
      return {
        living: living.filter(({ holderCode }) => holderCode === holder.creditCode),
        applying: await applyingFor(db, holder, project, making),
      };
    },
  };
}

/** What an order says about its handler, by role. */
function handlerOf(state: ApplicationState, programme: Programme): HeldCertificate['lastHandler'] {
  const project = programme.projects.find((p) => p.code === state.project);
  if (!project) return null;
  const found: Partial<Record<FieldRole, string>> = {};
  for (const { role, code } of askedIn(project, serviceOf(programme, state)).fields) {
    const value = state.fields[code]?.value;
    if (role !== undefined && value) found[role] = value;
  }
  return found;
}
