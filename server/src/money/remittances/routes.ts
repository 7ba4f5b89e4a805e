import { endpoints } from '@yinxin/contract';
import { shanghaiDay } from '@yinxin/programme';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, type Session, transaction } from '../../platform/index.ts';
import { chargeOf } from '../store.ts';
import { dueView } from './account.ts';
import { companies, routeOfOrder } from './desk.ts';
import type { RemittanceService } from './service.ts';
import * as store from './store.ts';
import { nameOf } from './view.ts';

const clerk = (session: Session): store.Staff => ({ id: session.subject, name: session.attributes.name ?? '' });

/** Remittances and customer accounts, for finance. */
export function remittanceRoutes(app: FastifyInstance, service: RemittanceService): void {
  const { remittances } = endpoints;
  const { desk } = service;
  registerEndpoint(app, remittances.payees, async ({ db }) => ({
    items: (await companies(desk.ports, db)).map(({ key, programme, payee }) => ({
      code: key,
      name: payee.company,
      programme: programme.name,
      bank: payee.bank,
      account: payee.account,
    })),
  }));
  registerEndpoint(app, remittances.list, async ({ query, db }) => {
    const { items, total } = await service.list(db, query);
    return { items, total, page: query.page, size: query.size };
  });
  registerEndpoint(app, remittances.read, ({ params, session, db }) =>
    transaction(db, (tx) => service.view(tx, params.id, session.subject)),
  );
  registerEndpoint(app, remittances.enter, ({ body, session, db }) =>
    transaction(db, (tx) => service.enter(tx, body, clerk(session))),
  );
  registerEndpoint(app, remittances.match, ({ params, body, session, db }) =>
    transaction(db, (tx) => service.match(tx, params.id, body.whose, clerk(session))),
  );
  registerEndpoint(app, remittances.recordPaper, ({ params, body, session, db }) =>
    transaction(db, (tx) => service.recordPaper(tx, params.id, body, clerk(session))),
  );
  registerEndpoint(app, remittances.designate, ({ params, body, session, db }) =>
    transaction(db, (tx) => service.designate(tx, params.id, body.parts, clerk(session))),
  );
  registerEndpoint(app, remittances.takeBack, ({ params, session, db }) =>
    transaction(db, (tx) => service.takeBack(tx, params.id, clerk(session))),
  );
  registerEndpoint(app, remittances.transfer, ({ params, body, session, db }) =>
    transaction(db, (tx) => service.transfer(tx, params.id, body, clerk(session))),
  );
  registerEndpoint(app, remittances.beginReturn, ({ params, body, session, db }) =>
    transaction(db, (tx) => service.beginReturn(tx, params.id, body, clerk(session))),
  );
  registerEndpoint(app, remittances.payReturn, ({ params, body, session, db }) =>
    transaction(db, (tx) => service.payReturn(tx, params.id, body.reference, clerk(session))),
  );
  registerEndpoint(app, remittances.giveUpReturn, ({ params, session, db }) =>
    transaction(db, (tx) => service.giveUpReturn(tx, params.id, clerk(session))),
  );
  registerEndpoint(app, remittances.account, ({ params, db }) => service.account(db, params.id));
  registerEndpoint(app, remittances.confirmInvoiceKind, async ({ params, body, session, db }) => {
    await transaction(db, (tx) =>
      service.confirmInvoiceKind(tx, { ...body, organisationId: params.id }, clerk(session)),
    );
    return { kind: body.kind };
  });
  registerEndpoint(app, remittances.enterDue, async ({ params, body, session, db }) => {
    const asked = { ...body, organisationId: params.id };
    const due = await transaction(db, (tx) => service.enterDue(tx, asked, clerk(session)));
    const company = nameOf(await companies(desk.ports, db));
    return dueView(due, company, shanghaiDay(desk.clock.now()));
  });
}

/** Where an order is paid into: one account, the serving company's (IT-28). */
export function payeeRoute(
  app: FastifyInstance,
  { desk }: RemittanceService,
  own: (db: typeof desk.db, applicationId: string, organisationId: string) => Promise<unknown>,
): void {
  registerEndpoint(app, endpoints.remittances.payeeOf, async ({ params, session, db }) => {
    await own(db, params.id, session.subject); // somebody else's order ends here
    const charge = await chargeOf(db, params.id);
    const held = charge ? await store.heldFor(db, { charge: charge.id }) : [];
    const designatedFen = held.reduce((sum, one) => sum + one.amount_fen, 0);
    const answer = { designatedFen, paid: charge?.status === 'paid' };
    const company = await routeOfOrder(desk.ports, db, params.id);
    if (company === 'unserved' || company === undefined) {
      return { payee: null, unserved: company === 'unserved', mistyped: [], ...answer };
    }
    const { company: name, bank, account, fax = null } = company.payee;
    const { mistypedPayees } = company.programme;
    return { payee: { company: name, bank, account, fax }, unserved: false, mistyped: [...mistypedPayees], ...answer };
  });
}
