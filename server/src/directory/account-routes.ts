import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, type Sessions, transaction } from '../platform/index.ts';
import type { FurtherAccounts } from './accounts/further.ts';
import type { Accounts } from './accounts/service.ts';
import { type AccountFacts, accountsOf, organisationById } from './accounts/store.ts';
import type { Users } from './accounts/users.ts';
import type { UserClass } from './classes/rules.ts';
import { type Limits, networkOf } from './limits.ts';
import { problem } from './problems.ts';
import { sessionView, type ViewDeps } from './session-view.ts';

const { accounts: contract } = endpoints;
const HOUR = 3600;

export interface AccountRouteDeps extends ViewDeps {
  readonly accounts: Accounts;
  readonly further: FurtherAccounts;
  readonly users: Users;
  readonly sessions: Pick<Sessions, 'end'>;
  readonly limits: Limits;
  readonly classes: () => Promise<readonly UserClass[]>;
}

const view = ({ id, name, first, userClass, createdAt }: AccountFacts) => ({
  id,
  name,
  first,
  userClass,
  createdAt: createdAt.toISOString(),
});

/** Accounts beside the first, user names and user classes. */
export async function accountRoutes(app: FastifyInstance, deps: AccountRouteDeps): Promise<void> {
  const { accounts, further, sealing, classes } = deps;

  registerEndpoint(app, contract.classes, async () => ({
    items: (await classes()).map((one) => ({ ...one, functions: [...one.functions] })),
  }));
  registerEndpoint(app, contract.own, async ({ session, db }) => {
    const own = await organisationById(db, sealing, session.subject);
    if (!own) throw problem('ACCOUNT_UNKNOWN');
    const { id, accountName, createdAt, userClass } = own;
    const current = { id, name: accountName ?? own.creditCode, first: accountName === null, userClass, createdAt };
    // Whoever registers as an agency under a code learns nothing of the enterprise that has it.
    const all =
      userClass === 'enterprise'
        ? (await accountsOf(db, sealing, own.creditCode)).filter((one) => one.userClass === userClass)
        : [current];
    const { functions } = (await classes()).find(({ code }) => code === own.userClass) ?? { functions: [] };
    return { items: all.map(view), current: view(current), functions: [...functions] };
  });
  await app.register((scope, _options, done) => {
    scope.addHook('preHandler', async (request) => {
      // A refusal rolls the command back, and a counted try must stay.
      const asked = contract.add.body?.safeParse(request.body);
      if (asked?.success) await further.prepare(asked.data);
    });
    registerEndpoint(scope, contract.add, async ({ body, session, db, status }) => {
      const added = await transaction(db, (tx) => further.add(tx, session.subject, body));
      status(201);
      return view(added);
    });
    done();
  });
  await app.register((scope, _options, done) => {
    scope.addHook('preHandler', async (request) => {
      const { loginPerAddress } = deps.config.rateLimits;
      await deps.limits.take('account-command', `register ${networkOf(request.ip)}`, loginPerAddress, HOUR);
      const asked = contract.register.body?.safeParse(request.body);
      if (asked?.success) await deps.users.prepare(asked.data);
    });
    registerEndpoint(scope, contract.register, async ({ body, db, sessions, signIn, status }) => {
      const id = await transaction(db, (tx) => deps.users.register(tx, body));
      const one = await signIn({ kind: 'organisation', subject: id });
      status(201);
      return sessionView(deps, db, { ...sessions, organisation: one });
    });
    done();
  });
  await app.register((scope, _options, done) => {
    scope.addHook('preHandler', async (request) => {
      const { loginPerAddress } = deps.config.rateLimits;
      await deps.limits.take('account-command', `reset ${networkOf(request.ip)}`, loginPerAddress, HOUR);
      const asked = contract.reset.body?.safeParse(request.body);
      if (asked?.success) await further.prepareReset(asked.data);
    });
    registerEndpoint(scope, contract.reset, async ({ body, db }) => {
      await transaction(db, (tx) => further.reset(tx, body));
      return { done: true } as const;
    });
    done();
  });
  registerEndpoint(app, contract.recover, async ({ body, address }) => ({
    items: (await further.recover(body, address)).map(({ name, first }) => ({ name, first })),
  }));
  registerEndpoint(app, contract.signIn, async ({ body, address, db, sessions, signIn }) => {
    const who = await further.signIn(body.userName, body.password, address);
    const one = await signIn({ kind: 'organisation', subject: who.id });
    if (!(await accounts.stillRight(db, who))) {
      await deps.sessions.end(one.id);
      throw problem('SIGN_IN_FAILED');
    }
    return sessionView(deps, db, { ...sessions, organisation: one });
  });
}
