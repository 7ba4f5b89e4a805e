import { type BindingView, consoleBindings, bindings as contract, relying as relyingContract } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { staffActor } from '../../directory/index.ts';
import { type Database, type Deps, registerEndpoint, transaction } from '../../platform/index.ts';
import type { AccessPorts } from '../ports.ts';
import { problem } from '../problems.ts';
import { nameOf, type Relying } from '../relying/service.ts';
import { type RelyingSystemRow, systemByCode, systems } from '../relying/store.ts';
import { bytesOf } from '../routes.ts';
import type { CertificateSignIn } from '../sign-in.ts';
import type { Bindings } from './service.ts';
import { type Binding, bindingById, bindingsOf, searchBindings } from './store.ts';

export interface BindingRouteDeps extends Pick<Deps, 'db'> {
  readonly ports: AccessPorts;
  readonly signIns: CertificateSignIn;
  readonly bindings: Bindings;
  readonly relying: Relying;
}

const answeredOf = (body: {
  readonly challenge: string;
  readonly certificate: string;
  readonly signature: string;
}) => ({
  challenge: body.challenge,
  certificate: bytesOf(body.certificate),
  signature: bytesOf(body.signature),
});

const systemView = (row: RelyingSystemRow) => ({
  code: row.code,
  name: nameOf(row),
  redirectUris: [...row.redirect_uris],
  active: row.active,
  registeredAt: row.registered_at.toISOString(),
});

/** Bindings in the portal, the back channel of relying systems, and both at the console. */
export function bindingRoutes(app: FastifyInstance, deps: BindingRouteDeps): void {
  const { ports, signIns, bindings, relying } = deps;

  const view = async (db: Database, one: Binding): Promise<z.input<typeof BindingView>> => ({
    id: one.id,
    system: one.system,
    systemName: (await relying.terms(db, one.system))?.name ?? { zh: one.system, en: one.system },
    account: one.account,
    serial: one.serial,
    organisationName: one.organisation_name,
    creditCode: one.credit_code,
    since: one.since.toISOString(),
    endedAt: one.ended_at?.toISOString() ?? null,
    end: one.end_reason,
    predecessor: one.predecessor,
  });
  const views = async (db: Database, all: readonly Binding[]) => {
    const shown: z.input<typeof BindingView>[] = [];
    for (const one of all) shown.push(await view(db, one));
    return shown;
  };

  registerEndpoint(app, contract.own, async ({ session, db }) => {
    const registered = new Map((await systems(db)).map((one) => [one.code, one]));
    const known = new Map((await ports.relyingSystems(db)).map(({ code, name }) => [code, name]));
    for (const one of registered.values()) if (one.active && !known.has(one.code)) known.set(one.code, nameOf(one));
    return {
      items: await views(db, await bindingsOf(db, session.subject)),
      systems: [...known].map(([code, name]) => {
        const where: 'system' | 'hall' = registered.has(code) ? 'system' : 'hall';
        return { code, name, where };
      }),
    };
  });

  registerEndpoint(app, contract.bind, async ({ body, session, address, db }) => {
    const terms = await ports.relyingTerms(db, body.system);
    if (!terms) throw problem('RELYING_SYSTEM_UNKNOWN', { field: 'body.system' });
    // A system with users of its own asks for the binding itself: only there is the account proven.
    if (await systemByCode(db, body.system)) throw problem('BINDING_AT_SYSTEM');
    const { held, account: owner } = await signIns.prove(answeredOf(body), address);
    if (owner.id !== session.subject) {
      const asked = (await ports.account(db, session.subject))?.name ?? '';
      throw problem('CERTIFICATE_OF_OTHER_ACCOUNT', { params: { account: asked } });
    }
    const actor = { kind: 'organisation', id: owner.id, name: owner.organisationName } as const;
    const made = await transaction(db, (tx) => bindings.bind(tx, { terms, account: owner.name, held, owner, actor }));
    return view(db, made);
  });

  registerEndpoint(app, contract.end, async ({ body, session, db }) =>
    transaction(db, async (tx) => {
      const one = await bindingById(tx, body.binding);
      const isOwn = one?.organisation_id === session.subject;
      const owner = await ports.account(tx, session.subject);
      const actor = { kind: 'organisation', id: session.subject, name: owner?.organisationName ?? '' } as const;
      return view(tx, await bindings.end(tx, isOwn ? one : undefined, 'asked', actor));
    }),
  );

  registerEndpoint(app, relyingContract.request, async ({ body, address }) => {
    const { id, name, expiresAt } = await relying.request(body, address);
    return { id, systemName: name, expiresAt: expiresAt.toISOString() };
  });
  registerEndpoint(app, relyingContract.answer, async ({ body, address }) => ({
    redirectTo: await relying.answer(body.request, answeredOf(body), address),
  }));
  registerEndpoint(app, relyingContract.redeem, async ({ body, address }) => {
    const { certificate, binding, signedInAt, ...rest } = await relying.redeem(body, address);
    return {
      ...rest,
      certificate: { ...certificate, notAfter: certificate.notAfter.toISOString() },
      signedInAt: signedInAt.toISOString(),
      binding: binding && { account: binding.account, since: binding.since.toISOString() },
    };
  });
  registerEndpoint(app, relyingContract.bind, async ({ body, address, db }) =>
    view(db, await relying.bind(body, address)),
  );
  registerEndpoint(app, relyingContract.end, async ({ body, address, db }) =>
    view(db, await relying.end(body, address)),
  );

  registerEndpoint(app, consoleBindings.systems, async ({ db }) => ({ items: (await systems(db)).map(systemView) }));
  registerEndpoint(app, consoleBindings.addSystem, async ({ body, session, db, status }) => {
    const { system, secret } = await transaction(db, (tx) => relying.add(tx, body, staffActor(session)));
    status(201);
    return { ...systemView(system), secret };
  });
  registerEndpoint(app, consoleBindings.changeSystem, async ({ params, body, session, db }) =>
    systemView(await transaction(db, (tx) => relying.change(tx, params.system, body, staffActor(session)))),
  );
  registerEndpoint(app, consoleBindings.newSecret, async ({ params, session, db }) => {
    const { system, secret } = await transaction(db, (tx) => relying.newSecret(tx, params.system, staffActor(session)));
    return { ...systemView(system), secret };
  });
  registerEndpoint(app, consoleBindings.list, async ({ query, db }) => {
    const { items, total } = await searchBindings(db, query);
    return { items: await views(db, items), total, page: query.page, size: query.size };
  });
}
