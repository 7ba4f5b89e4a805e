import { endpoints, KNOWS_PERSONS } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, transaction } from '../../platform/index.ts';
import { auditSubject } from '../effects.ts';
import type { ApplicationState } from '../engine/state.ts';
import { applicationRow, maskedFor } from '../present/row.ts';
import { refusal } from '../problems.ts';
import { search } from '../store/queries.ts';
import { inspect } from '../uploads/inspect.ts';
import { staffOf } from './actor.ts';
import { presentToStaff, type RoomDeps } from './room.ts';

/** Whether somebody is looked up by a mobile: that leaves a trace, without the number. */
const isMobile = (typed = '') => /^1\d{10}$/.test(typed.replace(/\s/g, ''));

/** Endpoints of the console: reading, acting, looking at what is personal with a trace. */
export function consoleRoutes(app: FastifyInstance, deps: RoomDeps): void {
  const { consoleApplications: api } = endpoints;
  const { applications, histories, files, audit, clock } = deps;

  async function order(db: RoomDeps['db'], id: string): Promise<ApplicationState> {
    const state = await applications.read(db, id);
    if (!state) throw refusal('ORDER_NOT_FOUND');
    return state;
  }

  registerEndpoint(app, api.search, async ({ query, session, db }) => {
    const organisations = query.q ? await deps.organisationsNamed(db, query.q) : [];
    const byMobile = KNOWS_PERSONS.some((role) => session.roles.includes(role));
    const found = await search(db, histories, query.q ?? '', query, { organisations, byMobile });
    if (byMobile && isMobile(query.q)) {
      const { id, name } = staffOf(session);
      const label = found.states.map(({ number }) => number).join(' ');
      await transaction(db, (tx) =>
        audit.record(tx, {
          actor: { kind: 'staff', id, name },
          action: 'search.by-mobile',
          subject: { kind: 'search', id, label },
        }),
      );
    }
    const now = clock.now();
    const rules = await deps.catalogue.rulesOf(db, found.states);
    const items = found.states.map((state) => ({
      ...maskedFor(session.roles, state, applicationRow(state, { ...rules(state), now }, 'staff')),
      creditCode: state.organisation.creditCode,
    }));
    return { items, total: found.total, page: query.page, size: query.size };
  });

  registerEndpoint(app, api.read, async ({ params, session, db }) =>
    presentToStaff(deps, db, await order(db, params.id), staffOf(session)),
  );

  registerEndpoint(app, api.command, async ({ params, body, session, db }) => {
    const actor = staffOf(session);
    const { command, expectedVersion } = body;
    const state = await transaction(db, (tx) =>
      applications.execute(tx, params.id, command, actor, { expectedVersion }),
    );
    return await presentToStaff(deps, db, state, actor);
  });

  registerEndpoint(app, api.material, async ({ params, session, db }) => {
    const state = await order(db, params.id);
    const file = state.materials[params.material]?.file;
    if (!file) throw refusal('NO_FILE_HERE');
    const { id, name } = staffOf(session);
    const details = { material: params.material, sha256: file.sha256 };
    await transaction(db, (tx) =>
      audit.record(tx, {
        actor: { kind: 'staff', id, name },
        action: 'material.looked-at',
        subject: auditSubject(state),
        details,
      }),
    );
    return { bytes: await files.read(file.file), type: file.mediaType, name: file.name, inline: true };
  });

  registerEndpoint(app, api.refundLetter, async ({ params, session, db }) => {
    const state = await order(db, params.id);
    const file = state.refund.letter;
    if (!file) throw refusal('NO_FILE_HERE');
    const { id, name } = staffOf(session);
    await transaction(db, (tx) =>
      audit.record(tx, {
        actor: { kind: 'staff', id, name },
        action: 'refund-letter.looked-at',
        subject: auditSubject(state),
      }),
    );
    return { bytes: await files.read(file.file), type: file.mediaType, name: file.name, inline: true };
  });

  registerEndpoint(app, api.reveal, async ({ params, body, session, db }) => {
    const state = await order(db, params.id);
    const { recipient } = state.delivery;
    const value =
      body.field === 'recipient'
        ? recipient && `${recipient.name} ${recipient.mobile} ${recipient.address}`
        : state.fields[body.field]?.value;
    if (!value) throw refusal('FIELD_UNKNOWN', { field: body.field });
    const { id, name } = staffOf(session);
    const details = { field: body.field, reason: body.reason };
    await transaction(db, (tx) =>
      audit.record(tx, {
        actor: { kind: 'staff', id, name },
        action: 'personal-data.revealed',
        subject: auditSubject(state),
        details,
      }),
    );
    return { value };
  });

  registerEndpoint(app, api.issueInvoice, async ({ params, body, files: [upload], session, db }) => {
    const actor = staffOf(session);
    if (!upload) throw refusal('NO_FILE_HERE');
    const found = await inspect(await files.read(upload.sha256), upload, false);
    if (found.mediaType !== 'application/pdf') {
      throw refusal('FILE_TYPE', { label: { zh: '电子发票', en: 'E-invoice' }, accepted: 'PDF' }, 'file');
    }
    const command = { type: 'invoice-issued', number: body.number, file: upload.sha256 } as const;
    const state = await transaction(db, (tx) => applications.execute(tx, params.id, command, actor));
    return await presentToStaff(deps, db, state, actor);
  });
}
