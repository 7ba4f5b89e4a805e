import { endpoints } from '@yinxin/contract';
import type { StepClock } from '@yinxin/programme';
import type { FastifyInstance } from 'fastify';
import type { Audit } from '../../audit/index.ts';
import {
  type Database,
  type Deps,
  type Handler,
  problem as platformProblem,
  registerEndpoint,
  transaction,
} from '../../platform/index.ts';
import type { Codes } from '../codes/service.ts';
import type { Limits } from '../limits.ts';
import { staffNames } from '../staff/store.ts';
import { staffActor } from '../staff-routes.ts';
import { typedCreditCode } from '../typed.ts';
import type { MobileChangeForm } from '../wiring.ts';
import * as store from './mobile-change-store.ts';
import { checkMobileChange, type MobileChanges } from './mobile-changes.ts';
import { presentChange } from './present.ts';
import { checkProofs } from './proof.ts';
import { requestClock } from './rules.ts';

const HOUR = 3600;
/** Requests at once in one process: each needs a second connection for the count, and must never wait for one in vain. */
const MOST_AT_ONCE = 6;

export interface MobileChangeRouteDeps extends Pick<Deps, 'db' | 'clock' | 'sealing' | 'files' | 'config'> {
  readonly changes: MobileChanges;
  readonly codes: Codes;
  readonly limits: Limits;
  readonly audit: Audit;
  readonly step: StepClock;
  readonly form: MobileChangeForm;
}

/** Changes of the registered mobile, for everybody and for the console. */
export function mobileChangeRoutes(app: FastifyInstance, deps: MobileChangeRouteDeps): void {
  const { requests, consoleRequests } = endpoints;
  const { changes, codes, limits, sealing, audit } = deps;
  let running = 0;

  async function views(db: Database, all: readonly store.MobileChange[]) {
    const names = await staffNames(
      db,
      all.flatMap((one) => one.enteredByStaff ?? []),
    );
    const seen = { clock: deps.step, now: deps.clock.now(), names };
    return all.map((one) => presentChange(one, seen));
  }
  async function view(db: Database, one: store.MobileChange) {
    const [shown] = await views(db, [one]);
    if (!shown) throw platformProblem('NOT_FOUND');
    return shown;
  }
  const clockOf = (one: store.MobileChange) => requestClock(one.createdAt, one.status, deps.step, deps.clock.now());

  app.register((scope, _options, done) => {
    // Before the files are read: what a stranger sends is stored, and must not be without end.
    scope.addHook('preHandler', (request) =>
      limits.take('mobile-change', request.ip, deps.config.rateLimits.codesPerAddress, HOUR),
    );
    registerEndpoint(scope, requests.openMobileChange, open);
    done();
  });
  const open: Handler<typeof requests.openMobileChange> = async ({ body, files, db, status }) => {
    if (running >= MOST_AT_ONCE) throw platformProblem('UNAVAILABLE');
    running += 1;
    try {
      const proofs = await checkProofs(deps.files, files);
      await codes.countTry('change-mobile', checkMobileChange(body).newMobile);
      const one = await transaction(db, (tx) => changes.ask(tx, { ...body, files: proofs }));
      status(201);
      return { number: one.number, clock: clockOf(one) };
    } finally {
      running -= 1;
    }
  };
  registerEndpoint(app, requests.mobileChangeStatus, async ({ params, query, address }) => {
    const one = await changes.status(params.number, query.creditCode, address);
    return {
      number: one.number,
      status: one.status,
      createdAt: one.createdAt.toISOString(),
      decidedAt: one.decidedAt?.toISOString() ?? null,
      answer: one.answer,
      clock: clockOf(one),
    };
  });
  registerEndpoint(app, requests.mobileChangeForm, async ({ query }) => {
    // Only the code is filled in: a name would tell who is registered.
    const creditCode = query.creditCode ? typedCreditCode(query.creditCode, 'query.creditCode') : null;
    const bytes = await deps.form({ creditCode, at: deps.clock.now() });
    return { bytes, type: 'application/pdf', name: '手机号变更申请表.pdf', inline: true };
  });

  registerEndpoint(app, consoleRequests.mobileChanges, async ({ query, db }) => {
    const { items, total } = await store.listChanges(db, sealing, query);
    return { items: await views(db, items), total, page: query.page, size: query.size };
  });
  registerEndpoint(app, consoleRequests.enterMobileChange, async ({ body, session, db, status }) => {
    const one = await transaction(db, (tx) => changes.enter(tx, staffActor(session), body));
    status(201);
    return view(db, one);
  });
  registerEndpoint(app, consoleRequests.decideMobileChange, async ({ params, body, session, db }) => {
    const actor = { ...staffActor(session), id: session.subject };
    return view(db, await transaction(db, (tx) => changes.decide(tx, actor, params.id, body)));
  });
  registerEndpoint(app, consoleRequests.mobileChangeFile, async ({ params, session, db }) => {
    const one = await store.changeById(db, sealing, params.id);
    const file = one?.files[params.index];
    if (!one || !file) throw platformProblem('NOT_FOUND');
    await transaction(db, (tx) =>
      audit.record(tx, {
        actor: staffActor(session),
        action: 'mobile-change.proof-viewed',
        subject: { kind: 'mobile-change', id: one.id, label: one.number },
        details: { sha256: file.sha256 },
      }),
    );
    return { bytes: await deps.files.read(file.sha256), type: file.type, name: file.name, inline: true };
  });
}
