import { consoleSelfService } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { staffOf } from '../../issuance/index.ts';
import { registerEndpoint, type Tx, transaction } from '../../platform/index.ts';
import { abandonInstall, renewUpdateCodes, resetTries } from './desk.ts';
import { pairBlank, provisioned, send, unpair } from './provision.ts';
import { anyOrder, type SelfTools } from './tools.ts';
import { deskView, provisionView } from './view.ts';

/** Media for orders, and help with the holders' own steps. */
export function registerSelfServiceDesk(app: FastifyInstance, tools: SelfTools): void {
  const provision = async (tx: Tx, id: string) => provisionView(tx, (await provisioned(tools, tx, id)).order);
  const desk = async (tx: Tx, id: string) => deskView(tools, tx, await anyOrder(tools, tx, id));

  registerEndpoint(app, consoleSelfService.provision, ({ db, params }) =>
    transaction(db, (tx) => provision(tx, params.id)),
  );

  registerEndpoint(app, consoleSelfService.pair, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      await pairBlank(tools, tx, params.id, body, staffOf(session));
      return provision(tx, params.id);
    }),
  );

  registerEndpoint(app, consoleSelfService.unpair, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      await unpair(tools, tx, params.id, body, staffOf(session));
      return provision(tx, params.id);
    }),
  );

  registerEndpoint(app, consoleSelfService.send, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      await send(tools, tx, params.id, body, staffOf(session));
      return provision(tx, params.id);
    }),
  );

  registerEndpoint(app, consoleSelfService.read, ({ db, params }) => transaction(db, (tx) => desk(tx, params.id)));

  registerEndpoint(app, consoleSelfService.reset, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      await resetTries(tools, tx, params.id, body, staffOf(session));
      return desk(tx, params.id);
    }),
  );

  registerEndpoint(app, consoleSelfService.renewUpdateCodes, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      await renewUpdateCodes(tools, tx, params.id, body.reason, staffOf(session));
      return desk(tx, params.id);
    }),
  );

  registerEndpoint(app, consoleSelfService.abandon, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      await abandonInstall(tools, tx, params.id, body, staffOf(session));
      return desk(tx, params.id);
    }),
  );
}
