import { endpoints } from '@yinxin/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type NewSession, registerEndpoint, type Session, type Sessions, transaction } from '../platform/index.ts';
import type { Accounts } from './accounts/service.ts';
import { type Limits, networkOf } from './limits.ts';
import { problem } from './problems.ts';
import { type Present, sessionView, type ViewDeps } from './session-view.ts';
import type { StaffAccounts } from './staff/service.ts';
import type { StaffWithPassword } from './staff/store.ts';

const { session } = endpoints;
const DONE = { done: true } as const;
const HOUR = 3600;

export interface SessionRouteDeps extends ViewDeps {
  readonly accounts: Accounts;
  readonly staff: StaffAccounts;
  readonly limits: Limits;
  readonly sessions: Pick<Sessions, 'end'>;
}

/** Who the session of a member of staff is for. With a one-time password it has no roles yet. */
function staffSession(one: StaffWithPassword): NewSession {
  const must = one.mustChangePassword;
  return {
    kind: 'staff',
    subject: one.id,
    roles: must ? [] : one.roles,
    attributes: { name: one.name, ...(must ? { mustChangePassword: 'true' } : {}) },
  };
}

/** Sessions, registration and passwords. */
export async function sessionRoutes(app: FastifyInstance, deps: SessionRouteDeps): Promise<void> {
  const { accounts, staff } = deps;
  const begun = (present: Present, kind: Session['kind'], one: Session): Present =>
    kind === 'staff' ? { ...present, staff: one } : { ...present, organisation: one };

  registerEndpoint(app, session.current, ({ db, sessions }) => sessionView(deps, db, sessions));

  registerEndpoint(app, session.signIn, async ({ body, address, db, sessions, signIn }) => {
    const who = await accounts.signIn(body.creditCode, body.password, address);
    const one = await signIn({ kind: 'organisation', subject: who.id });
    if (!(await accounts.stillRight(db, who))) {
      await deps.sessions.end(one.id);
      throw problem('SIGN_IN_FAILED');
    }
    return sessionView(deps, db, begun(sessions, 'organisation', one));
  });

  registerEndpoint(app, session.staffSignIn, async ({ body, address, db, sessions, signIn }) => {
    const who = await staff.signIn(body.username, body.password, address);
    const one = await signIn(staffSession(who));
    if (!(await staff.stillRight(db, who))) {
      await deps.sessions.end(one.id);
      throw problem('STAFF_SIGN_IN_FAILED');
    }
    return sessionView(deps, db, begun(sessions, 'staff', one));
  });

  registerEndpoint(app, session.signOut, async ({ db, signOut }) => {
    await signOut();
    return sessionView(deps, db, {});
  });

  registerEndpoint(app, session.changeStaffPassword, async ({ body, db, session: own, sessions, signIn }) => {
    const who = await staff.changeOwnPassword(own.subject, body, own.id);
    const one = await signIn(staffSession(who));
    return sessionView(deps, db, begun(sessions, 'staff', one));
  });

  registerEndpoint(app, session.sendSms, ({ body, address }) => accounts.sendCode(body, address));
  registerEndpoint(app, session.lookUpRegister, ({ body, address }) =>
    accounts.lookUpRegister(body.creditCode, address),
  );

  await app.register((scope, _options, done) => {
    scope.addHook('preHandler', (request) => prepare(deps, request));
    registerEndpoint(scope, session.register, async ({ body, db, sessions, signIn, status }) => {
      const id = await transaction(db, (tx) => accounts.register(tx, body));
      const one = await signIn({ kind: 'organisation', subject: id });
      status(201);
      return sessionView(deps, db, begun(sessions, 'organisation', one));
    });
    registerEndpoint(scope, session.resetPassword, async ({ body, db }) => {
      await transaction(db, (tx) => accounts.resetPassword(tx, body));
      return DONE;
    });
    done();
  });
}

/**
 * What a command does before its transaction: a refusal rolls that back, and a counted try must stay. Commands that hold a
 * connection would also wait for each other for a second one.
 */
async function prepare(deps: SessionRouteDeps, request: FastifyRequest): Promise<void> {
  const { limits, accounts, config } = deps;
  const url = request.routeOptions.url;
  await limits.take('account-command', `${url} ${networkOf(request.ip)}`, config.rateLimits.loginPerAddress, HOUR);
  const { register, resetPassword } = session;
  if (url === register.path) {
    const asked = register.body?.safeParse(request.body);
    if (asked?.success) await accounts.prepareRegistration(asked.data);
  } else {
    const asked = resetPassword.body?.safeParse(request.body);
    if (asked?.success) await accounts.prepareReset(asked.data);
  }
}
