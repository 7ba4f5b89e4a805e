import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { type Deps, registerEndpoint, transaction } from '../platform/index.ts';
import { findEverything } from './find.ts';
import type { SearchPorts } from './ports.ts';

const { consoleSearch } = endpoints;

/** The one search of the console. Looking a person up is logged, without what was typed. */
export function searchRoutes(app: FastifyInstance, _deps: Deps, ports: SearchPorts): void {
  registerEndpoint(app, consoleSearch.find, async ({ query, session, db }) => {
    const { found, personal } = await findEverything(ports, db, query.q, session.roles);
    if (personal !== null) {
      const name = typeof session.attributes.name === 'string' ? session.attributes.name : session.subject;
      await transaction(db, (tx) =>
        ports.audit(tx, {
          actor: { kind: 'staff', id: session.subject, name },
          action: `search.by-${personal}`,
          subject: {
            kind: 'search',
            id: session.subject,
            label: found.orders.items.map((one) => one.number).join(' '),
          },
        }),
      );
    }
    return found;
  });
}
