import { consoleMedia, type MediumDetail, STOCK_MOVES } from '@yinxin/contract';
import { MEDIUM_LIFE, type MediumMove, movesFrom } from '@yinxin/life';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { z } from 'zod';
import { logged, type StaffActor, staffOf } from '../issuance/index.ts';
import { type Clock, type Database, registerEndpoint, type Tx, transaction } from '../platform/index.ts';
import { refuse } from './problems.ts';
import { refusesSignature, type StockMove } from './rules.ts';
import { lockMedium, movedBy, moveMedium, readSerial } from './stock.ts';
import type { MediaPorts, MediaTables, MediumRow } from './types.ts';

/** A medium in the hands of staff: its history, lost, found, returned, and destroyed with two signatures. */
export function registerStockMoves(app: FastifyInstance, clock: Clock, ports: Ports): void {
  registerEndpoint(app, consoleMedia.stock, async ({ db }) => ({ items: await stockCounts(db) }));

  registerEndpoint(app, consoleMedia.detail, async ({ db, params, session }) =>
    detail(ports, db, await known(db, params.serial), staffOf(session)),
  );

  registerEndpoint(app, consoleMedia.move, ({ db, params, body, session }) =>
    transaction(db, async (tx) => {
      const actor = staffOf(session);
      const row = await makeMove({ clock, ports }, tx, params.serial, body, actor);
      await ports.audit(tx, {
        actor: logged(actor),
        action: `medium.${body.move}`,
        subject: { kind: 'medium', id: row.serial, label: row.serial },
        details: { from: row.state, note: body.note },
      });
      return await detail(ports, tx, await known(tx, row.serial), actor);
    }),
  );
}

type Ports = Pick<MediaPorts, 'audit' | 'without'>;

/** Moves that are not made with this medium, because its order's programme does not use them. */
async function removed(ports: Ports, db: Database, medium: MediumRow): Promise<readonly MediumMove[]> {
  return (medium.application_id && (await ports.without?.(db, medium.application_id))) || [];
}

/**
 * Throws MEDIUM_UNKNOWN, MEDIUM_MOVE_NOT_NOW, MEDIUM_MOVE_NOT_OFFERED, MEDIUM_OWN_REPORT, MEDIUM_NEEDS_WITNESS,
 * MEDIUM_WITNESSED; answers the medium as it was.
 */
async function makeMove(
  { clock, ports }: { readonly clock: Clock; readonly ports: Ports },
  tx: Tx,
  typed: string,
  { move, note }: { readonly move: StockMove; readonly note: string },
  actor: StaffActor,
): Promise<MediumRow> {
  const serial = readSerial(typed, 'params.serial');
  const row = await lockMedium(tx, serial);
  if (!row) throw refuse('MEDIUM_UNKNOWN', { field: 'params.serial', params: { serial } });
  if ((await removed(ports, tx, row)).includes(move)) throw refuse('MEDIUM_MOVE_NOT_OFFERED', { params: { serial } });
  const refusal = row.state === 'spoiled' ? refusesSignature(move, await reporterOf(tx, serial), actor.id) : null;
  if (refusal) throw refuse(refusal, { params: { serial } });
  const spoiled = move === 'spoil' ? { spoiled_reason: note } : {};
  // Back in stock it belongs to no order, and the next one personalises it anew.
  const free = { application_id: null, application_number: null, transport_key: null, sealed_admin_key: null };
  await moveMedium(tx, clock, row, move, move === 'restock' ? free : spoiled, movedBy(actor, note));
  return row;
}

/** The first signature under a report: who reported it spoiled, or witnessed it; null while the hall alone reported it. */
async function reporterOf(db: Database, serial: string): Promise<string | null> {
  const row = await db
    .withTables<MediaTables>()
    .selectFrom('medium_event')
    .select(['by_kind', 'by_id'])
    .where('serial', '=', serial)
    .where('move', 'in', ['spoil', 'witness'])
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.by_kind === 'staff' ? row.by_id : null;
}

async function known(db: Database, typed: string): Promise<MediumRow> {
  const serial = readSerial(typed, 'params.serial');
  const row = await db
    .withTables<MediaTables>()
    .selectFrom('medium')
    .selectAll()
    .where('serial', '=', serial)
    .executeTakeFirst();
  if (!row) throw refuse('MEDIUM_UNKNOWN', { field: 'params.serial', params: { serial } });
  return row;
}

async function detail(
  ports: Ports,
  db: Database,
  row: MediumRow,
  actor: StaffActor,
): Promise<z.input<typeof MediumDetail>> {
  const history = await db
    .withTables<MediaTables>()
    .selectFrom('medium_event')
    .selectAll()
    .where('serial', '=', row.serial)
    .orderBy('id')
    .execute();
  const reporter = await reporterOf(db, row.serial);
  const open = movesFrom(MEDIUM_LIFE, row.state, 'staff', await removed(ports, db, row));
  return {
    serial: row.serial,
    kind: row.kind,
    model: row.model,
    state: row.state,
    applicationNumber: row.application_number,
    registeredAt: row.registered_at.toISOString(),
    spoiledReason: row.spoiled_reason,
    moves: STOCK_MOVES.filter(
      (move) => open.includes(move) && (row.state !== 'spoiled' || refusesSignature(move, reporter, actor.id) === null),
    ),
    history: history.map((event) => ({
      at: event.at.toISOString(),
      move: event.move,
      from: event.from_state,
      to: event.to_state,
      by: event.by_kind,
      name: event.by_name,
      note: event.note,
    })),
  };
}

function stockCounts(db: Database) {
  return db
    .withTables<MediaTables>()
    .selectFrom('medium')
    .select(['kind', 'model', 'state', sql<number>`count(*)::int`.as('count')])
    .groupBy(['kind', 'model', 'state'])
    .orderBy('kind')
    .orderBy('model')
    .orderBy('state')
    .execute();
}
