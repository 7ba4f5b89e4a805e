import { endpoints } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { registerEndpoint, type Session, transaction } from '../../platform/index.ts';
import { programmeEditor } from '../catalogue/editor.ts';
import { programmeView } from '../catalogue/view.ts';
import { editorOf } from './actor.ts';
import type { RoomDeps } from './room.ts';

/** Endpoints of the programme editor: draft, preview, publication, history. */
export function editorRoutes(app: FastifyInstance, deps: RoomDeps): void {
  const { programmeEditor: api } = endpoints;
  const editor = programmeEditor(deps);
  const view = (db: RoomDeps['db'], programme: string, session: Session) => editor.view(db, programme, session.subject);

  registerEndpoint(app, api.programmes, async ({ db }) => ({ items: await editor.programmes(db) }));
  registerEndpoint(app, api.draft, ({ params, session, db }) => view(db, params.programme, session));
  registerEndpoint(app, api.save, async ({ params, body, session, db }) => {
    await transaction(db, (tx) => editor.save(tx, params.programme, body, editorOf(session)));
    return await view(db, params.programme, session);
  });
  registerEndpoint(app, api.discard, async ({ params, body, session, db }) => {
    await transaction(db, (tx) => editor.discard(tx, params.programme, body.revision, editorOf(session)));
    return await view(db, params.programme, session);
  });
  registerEndpoint(app, api.restore, async ({ params, body, session, db }) => {
    const { programme, version } = params;
    await transaction(db, (tx) => editor.restore(tx, programme, { version, ...body }, editorOf(session)));
    return await view(db, programme, session);
  });
  registerEndpoint(app, api.publish, async ({ params, body, session, db, status }) => {
    const version = await transaction(db, (tx) =>
      editor.publish(tx, params.programme, body.revision, editorOf(session)),
    );
    status(201);
    return { version };
  });
  registerEndpoint(app, api.preview, async ({ params, query, db }) => {
    const day = query.on === undefined ? deps.clock.now() : new Date(`${query.on}T12:00:00+08:00`);
    return programmeView(await editor.preview(db, params.programme), day);
  });
  registerEndpoint(app, api.versions, ({ params, db }) => editor.history(db, params.programme));
  registerEndpoint(app, api.version, ({ params, db }) => editor.changes(db, params.programme, params.version));
}
