import { consoleSeals, seals } from '@yinxin/contract';
import type { FastifyInstance } from 'fastify';
import { type Database, registerEndpoint, type Tx, transaction } from '../platform/index.ts';
import { challenge, confirmInstalled, type InstallTools, NONCE_SECONDS, proven, type SealProof } from './install.ts';
import { consoleSealDetail, sealDetail, sealToInstall, sealView } from './present.ts';
import { refuse } from './problems.ts';
import { briefById, lockSeal, type SealQuery, sealById, searchSeals } from './store.ts';
import type { SealRow } from './tables.ts';

/** Seals, for their holder and for staff. */
export function registerSeals(app: FastifyInstance, tools: InstallTools): void {
  const page = async (db: Database, query: SealQuery) => {
    const { rows, total } = await searchSeals(db, query);
    return { items: rows.map(sealView), total, page: query.page, size: query.size };
  };
  /** Somebody else's seal does not exist for the asker. */
  const brief = async (db: Database, id: string, organisationId: string) => {
    const row = await briefById(db, id);
    if (row?.organisation_id !== organisationId) throw refuse('SEAL_NOT_FOUND');
    return row;
  };
  const whole = async (db: Database, id: string, organisationId?: string): Promise<SealRow> => {
    const row = await sealById(db, id);
    if (!row || (organisationId !== undefined && row.organisation_id !== organisationId))
      throw refuse('SEAL_NOT_FOUND');
    return row;
  };
  const picture = (row: SealRow) => ({
    bytes: new Uint8Array(row.picture),
    type: 'image/png',
    name: `${row.name}.png`,
    inline: true,
  });

  registerEndpoint(app, seals.list, ({ db, query, session }) => page(db, { ...query, organisation: session.subject }));
  registerEndpoint(app, seals.read, async ({ db, params, session }) =>
    sealDetail(db, await brief(db, params.id, session.subject)),
  );
  registerEndpoint(app, seals.picture, async ({ db, params, session }) =>
    picture(await whole(db, params.id, session.subject)),
  );

  const held = async (tx: Tx, id: string, organisationId?: string): Promise<SealRow> => {
    const row = await lockSeal(tx, id);
    if (!row || (organisationId !== undefined && row.organisation_id !== organisationId))
      throw refuse('SEAL_NOT_FOUND');
    return row;
  };
  const nonceFor = (db: Database, id: string, organisationId?: string) =>
    transaction(db, async (tx) => ({
      nonce: await challenge(tools, tx, await held(tx, id, organisationId)),
      expiresInSeconds: NONCE_SECONDS,
    }));
  const take = (db: Database, id: string, proof: SealProof, organisationId?: string) =>
    transaction(db, async (tx) => {
      const row = await held(tx, id, organisationId);
      await proven(tools, tx, row, proof);
      return sealToInstall(row);
    });
  const confirm = (db: Database, id: string, proof: SealProof, organisationId?: string) =>
    transaction(db, async (tx) => {
      const by = organisationId === undefined ? 'staff' : 'applicant';
      return sealView(await confirmInstalled(tools, tx, await held(tx, id, organisationId), proof, by));
    });

  registerEndpoint(app, seals.challenge, ({ db, params, session }) => nonceFor(db, params.id, session.subject));
  registerEndpoint(app, seals.take, ({ db, params, body, session }) => take(db, params.id, body, session.subject));
  registerEndpoint(app, seals.confirm, ({ db, params, body, session }) =>
    confirm(db, params.id, body, session.subject),
  );
  registerEndpoint(app, consoleSeals.challenge, ({ db, params }) => nonceFor(db, params.id));
  registerEndpoint(app, consoleSeals.take, ({ db, params, body }) => take(db, params.id, body));
  registerEndpoint(app, consoleSeals.confirm, ({ db, params, body }) => confirm(db, params.id, body));

  registerEndpoint(app, consoleSeals.search, ({ db, query }) => page(db, query));
  registerEndpoint(app, consoleSeals.detail, async ({ db, params }) =>
    consoleSealDetail(tools, await whole(db, params.id)),
  );
  registerEndpoint(app, consoleSeals.picture, async ({ db, params }) => picture(await whole(db, params.id)));
  registerEndpoint(app, consoleSeals.download, async ({ db, params }) => {
    const row = await whole(db, params.id);
    return { bytes: new Uint8Array(row.object), type: 'application/octet-stream', name: `${row.name}.esl` };
  });
}
