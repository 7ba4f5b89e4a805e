import { endpoints } from '@yinxin/contract';
import type { StepClock } from '@yinxin/programme';
import type { FastifyInstance } from 'fastify';
import type { Audit } from '../../audit/index.ts';
import {
  type Database,
  type Deps,
  problem as platformProblem,
  registerEndpoint,
  transaction,
} from '../../platform/index.ts';
import { type Organisation, organisationByCode, organisationById } from '../accounts/store.ts';
import { problem } from '../problems.ts';
import { staffNames } from '../staff/store.ts';
import { staffActor } from '../staff-routes.ts';
import { typedCreditCode } from '../typed.ts';
import type { OrdersOfOrganisation } from '../wiring.ts';
import * as store from './name-correction-store.ts';
import type { NameCorrections } from './name-corrections.ts';
import { presentCorrection } from './present.ts';
import { checkProofs } from './proof.ts';

const DONE = { done: true } as const;

export interface CorrectionRouteDeps extends Pick<Deps, 'db' | 'clock' | 'sealing' | 'files'> {
  readonly corrections: NameCorrections;
  readonly orders: OrdersOfOrganisation;
  readonly audit: Audit;
  readonly step: StepClock;
}

/** Name corrections, for organisations and for the console. */
export function nameCorrectionRoutes(app: FastifyInstance, deps: CorrectionRouteDeps): void {
  const { requests, consoleRequests } = endpoints;
  const { corrections, orders, sealing, audit } = deps;

  async function views(db: Database, all: readonly store.NameCorrection[]) {
    const names = await staffNames(
      db,
      all.flatMap((one) => one.enteredByStaff ?? []),
    );
    const seen = { clock: deps.step, now: deps.clock.now(), names };
    return Promise.all(
      all.map(async (one) => {
        const affected = one.status === 'open' ? await orders.open(db, one.organisationId) : one.voided;
        return presentCorrection(one, affected, seen);
      }),
    );
  }
  async function view(db: Database, one: store.NameCorrection) {
    const [shown] = await views(db, [one]);
    if (!shown) throw platformProblem('NOT_FOUND');
    return shown;
  }
  async function own(db: Database, id: string): Promise<Organisation> {
    const one = await organisationById(db, sealing, id);
    if (!one) throw platformProblem('NOT_FOUND');
    return one;
  }

  registerEndpoint(app, requests.openNameCorrection, async ({ body, files, session, db, status }) => {
    const [proof] = await checkProofs(deps.files, files);
    const organisation = await own(db, session.subject);
    const actor = { kind: 'organisation', id: organisation.id, name: organisation.name } as const;
    const one = await transaction(db, (tx) =>
      corrections.open(tx, { ...body, organisation, proof: proof ?? null, actor }),
    );
    status(201);
    return view(db, one);
  });
  registerEndpoint(app, requests.nameCorrections, async ({ session, db }) => ({
    // Who of the staff entered it is not the applicant's business.
    items: (await views(db, await store.correctionsOf(db, sealing, session.subject))).map((one) => ({
      ...one,
      enteredByName: null,
    })),
  }));
  registerEndpoint(app, requests.acknowledgeName, async ({ session, db }) => {
    await transaction(db, async (tx) => corrections.acknowledge(tx, await own(tx, session.subject)));
    return DONE;
  });

  registerEndpoint(app, consoleRequests.nameCorrections, async ({ query, db }) => {
    const { items, total } = await store.listCorrections(db, sealing, query);
    return { items: await views(db, items), total, page: query.page, size: query.size };
  });
  registerEndpoint(app, consoleRequests.enterNameCorrection, async ({ body, session, db, status }) => {
    const organisation = await organisationByCode(db, sealing, typedCreditCode(body.creditCode));
    if (!organisation) throw problem('ACCOUNT_UNKNOWN', { field: 'body.creditCode' });
    const one = await transaction(db, (tx) =>
      corrections.open(tx, { ...body, organisation, proof: null, actor: staffActor(session) }),
    );
    status(201);
    return view(db, one);
  });
  registerEndpoint(app, consoleRequests.decideNameCorrection, async ({ params, body, session, db }) => {
    const actor = { ...staffActor(session), id: session.subject };
    return view(db, await transaction(db, (tx) => corrections.decide(tx, actor, params.id, body)));
  });
  registerEndpoint(app, consoleRequests.nameCorrectionProof, async ({ params, session, db }) => {
    const one = await store.correctionById(db, sealing, params.id);
    if (!one?.proof) throw platformProblem('NOT_FOUND');
    const { sha256, type, name } = one.proof;
    await transaction(db, (tx) =>
      audit.record(tx, {
        actor: staffActor(session),
        action: 'name-correction.proof-viewed',
        subject: { kind: 'name-correction', id: one.id, label: one.number },
        details: { sha256 },
      }),
    );
    return { bytes: await deps.files.read(sha256), type, name, inline: true };
  });
}
