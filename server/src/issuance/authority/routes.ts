import { authorities } from '@yinxin/contract';
import { encodePem } from '@yinxin/pki';
import type { FastifyInstance } from 'fastify';
import { type Deps, registerEndpoint, transaction } from '../../platform/index.ts';
import { statusAddresses } from '../addresses.ts';
import { staffOf } from '../ports.ts';
import { refuse } from '../problems.ts';
import { registerActivation } from './activation-routes.ts';
import { checkAct } from './ceremonies/check.ts';
import { consequencesOf } from './ceremonies/rules.ts';
import { type CeremonyTools, decide, propose, runAgain } from './ceremonies/service.ts';
import { listCeremonies, readCeremony } from './ceremonies/store.ts';
import type { Authorities } from './registry.ts';
import { readAuthority } from './rows.ts';
import { presentAuthority, presentCeremony, presentDetail, presentStore, type ViewTools } from './views.ts';

/** The authority once it is open. */
export type OpenAuthorities = () => Promise<{
  readonly authorities: Authorities;
  readonly ceremonies: CeremonyTools;
}>;

/** CAs, key stores and key ceremonies, for administrators; auditors read. */
export function registerAuthorities(app: FastifyInstance, deps: Deps, open: OpenAuthorities): void {
  const { config, clock } = deps;
  const addresses = statusAddresses(config.statusUrl);
  const viewTools = async (db: ViewTools['db']): Promise<ViewTools> => {
    const opened = await open();
    await opened.authorities.refresh();
    return { db, authorities: opened.authorities, addresses, now: clock.now() };
  };

  registerEndpoint(app, authorities.list, async ({ db }) => {
    const tools = await viewTools(db);
    return { items: await Promise.all(tools.authorities.rows().map((row) => presentAuthority(row, tools))) };
  });

  registerEndpoint(app, authorities.detail, async ({ db, params }) => {
    const tools = await viewTools(db);
    return presentDetail(await readAuthority(db, params.name), tools);
  });

  registerEndpoint(app, authorities.request, async ({ db, params: { name } }) => {
    const { request } = await readAuthority(db, name);
    if (!request) throw refuse('CA_REQUEST_NONE', { params: { name } });
    const pem = encodePem('CERTIFICATE REQUEST', new Uint8Array(request));
    return { bytes: Buffer.from(pem), type: 'application/pkcs10', name: `${name}.csr` };
  });

  registerEndpoint(app, authorities.keyStores, async ({ db }) => {
    const tools = await viewTools(db);
    return { items: await Promise.all(tools.authorities.stores.names.map((name) => presentStore(name, tools))) };
  });

  registerEndpoint(app, authorities.ceremonies, async ({ db, query, session }) => {
    const { items, total } = await listCeremonies(db, query);
    return {
      items: items.map((row) => presentCeremony(row, session.subject)),
      total,
      page: query.page,
      size: query.size,
    };
  });

  registerEndpoint(app, authorities.ceremony, async ({ db, params, session }) =>
    presentCeremony(await readCeremony(db, params.id), session.subject),
  );

  registerEndpoint(app, authorities.preview, async ({ db, body }) => {
    const { authorities: opened } = await open();
    await checkAct(db, body.act, { stores: opened.stores, now: clock.now() });
    return { consequences: [...consequencesOf(body.act)] };
  });

  registerEndpoint(app, authorities.propose, async ({ db, body, session }) => {
    const { ceremonies } = await open();
    return transaction(db, async (tx) =>
      presentCeremony(await propose(ceremonies, tx, body.act, body.reason, staffOf(session)), session.subject),
    );
  });

  registerEndpoint(app, authorities.decide, async ({ db, params, body, session }) => {
    const { ceremonies } = await open();
    return transaction(db, async (tx) =>
      presentCeremony(
        await decide(ceremonies, tx, params.id, body.decision, body.note, staffOf(session)),
        session.subject,
      ),
    );
  });

  registerEndpoint(app, authorities.run, async ({ db, params, session }) => {
    const { ceremonies } = await open();
    return transaction(db, async (tx) => presentCeremony(await runAgain(ceremonies, tx, params.id), session.subject));
  });

  registerActivation(app, open);
}
