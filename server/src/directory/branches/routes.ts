import { type BranchView, endpoints } from '@yinxin/contract';
import { maskMobile } from '@yinxin/identifiers';
import type { FastifyInstance } from 'fastify';
import { type Database, registerEndpoint, type Sealing, transaction } from '../../platform/index.ts';
import { organisationById } from '../accounts/store.ts';
import { problem } from '../problems.ts';
import { shownCode } from './rules.ts';
import type { Branches } from './service.ts';
import type { Branch } from './store.ts';

const { branches: contract } = endpoints;

function view(one: Branch): BranchView {
  return {
    id: one.id,
    name: one.name,
    code: shownCode(one.code),
    registration: one.registration,
    address: one.address,
    handler: { name: one.handler.name, mobileMasked: maskMobile(one.handler.mobile) },
    createdAt: one.createdAt.toISOString(),
    changedAt: one.changedAt?.toISOString() ?? null,
  };
}

/** Branches of a parent: the page opened with an SMS code, and the list the parent's account chooses from. */
export function branchRoutes(
  app: FastifyInstance,
  deps: { readonly branches: Branches; readonly sealing: Sealing },
): void {
  const { branches, sealing } = deps;
  const views = async (db: Database, creditCode: string) => ({
    items: (await branches.list(db, creditCode)).map(view),
  });

  registerEndpoint(app, contract.open, async ({ body, address, db }) => {
    const { access, expiresAt, parent } = await branches.open(body, address);
    const { name, creditCode } = parent;
    const list = await views(db, creditCode);
    return { ...list, access, expiresAt: expiresAt.toISOString(), parent: { name, creditCode } };
  });
  registerEndpoint(app, contract.query, async ({ body, db }) =>
    views(db, (await branches.parent(db, body.access)).creditCode),
  );
  registerEndpoint(app, contract.add, async ({ body, db, status }) =>
    transaction(db, async (tx) => {
      const parent = await branches.parent(tx, body.access);
      await branches.add(tx, parent, body);
      status(201);
      return views(tx, parent.creditCode);
    }),
  );
  registerEndpoint(app, contract.change, async ({ params, body, db }) =>
    transaction(db, async (tx) => {
      const parent = await branches.parent(tx, body.access);
      await branches.change(tx, parent, params.branch, body);
      return views(tx, parent.creditCode);
    }),
  );
  registerEndpoint(app, contract.own, async ({ session, db }) => {
    const own = await organisationById(db, sealing, session.subject);
    if (!own) throw problem('ACCOUNT_UNKNOWN');
    if (own.userClass !== 'enterprise') return { items: [] };
    return views(db, own.creditCode);
  });
}
