import type { AuditAction, StockTakeView } from '@yinxin/contract';
import { humanNumber } from '@yinxin/identifiers';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { logged, type StaffActor } from '../../issuance/index.ts';
import { type Database, problem, type Tx } from '../../platform/index.ts';
import { take as takeNumbers } from '../cards.ts';
import { refuse } from '../problems.ts';
import { lockMedium, movedBy, moveMedium, readSerial } from '../stock.ts';
import type { MediaTables } from '../types.ts';
import type { StockTools } from './receipts.ts';
import { compareCount } from './rules.ts';
import type { StockRoomTables } from './tables.ts';

type View = z.input<typeof StockTakeView>;
type TakeRow = StockRoomTables['stock_take'];
type DifferenceRow = Omit<StockRoomTables['stock_difference'], 'lost'> & { readonly lost: boolean };

/** Prefix of the numbers of counts, 盘点单. */
const PREFIX = 'PD';

/** Writes a count of a place down, with every difference from the books. Throws MEDIUM_SERIAL_WRONG, STOCK_TAKE_OPEN. */
export async function startTake(
  { clock, ports }: StockTools,
  tx: Tx,
  asked: { readonly place: string; readonly serials: readonly string[] },
  actor: StaffActor,
): Promise<View> {
  const { place } = asked;
  const counted = [...new Set(asked.serials.map((serial, at) => readSerial(serial, `body.serials.${at}`)))];
  const tables = tx.withTables<StockRoomTables & MediaTables>();
  const open = await tables
    .selectFrom('stock_take')
    .select('number')
    .where('place', '=', place)
    .where('status', '=', 'open')
    .executeTakeFirst();
  if (open) throw refuse('STOCK_TAKE_OPEN', { params: { place, number: open.number } });
  const booked = await tables
    .selectFrom('medium')
    .select(['serial', 'state', 'place', 'handed_to as handedTo'])
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'stock'), eb('place', '=', place)]),
        ...(counted.length > 0 ? [eb('serial', 'in', counted)] : []),
      ]),
    )
    .orderBy('serial')
    .execute();
  const { expected, differences } = compareCount(place, counted, booked);
  const now = clock.now();
  const row: TakeRow = {
    id: uuid(),
    number: humanNumber.make(PREFIX, now, (await takeNumbers(tx, PREFIX, now, 1))[0] ?? 0),
    place,
    status: 'open',
    expected,
    counted: counted.length,
    by_name: actor.name,
    at: now,
    closed_by: null,
    closed_at: null,
  };
  await tables.insertInto('stock_take').values(row).execute();
  if (differences.length > 0) {
    const found = differences.map((one) => ({ ...one, take_id: row.id, explanation: null }));
    await tables.insertInto('stock_difference').values(found).execute();
  }
  const details = { place, expected, counted: counted.length, differences: differences.length };
  await log(ports, tx, row, 'stock-take.counted', actor, details);
  return read(tx, row);
}

export interface Explanation {
  readonly serial: string;
  readonly text: string;
  readonly lost: boolean;
}

/**
 * Ends a count: every difference has its explanation, and what is missing for good is written off as lost. Throws NOT_FOUND,
 * STOCK_TAKE_CLOSED, STOCK_TAKE_UNEXPLAINED.
 */
export async function closeTake(
  tools: StockTools,
  tx: Tx,
  id: string,
  explanations: readonly Explanation[],
  actor: StaffActor,
): Promise<View> {
  const tables = tx.withTables<StockRoomTables>();
  const row = await tables.selectFrom('stock_take').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw problem('NOT_FOUND');
  if (row.status === 'closed') throw refuse('STOCK_TAKE_CLOSED', { params: { number: row.number } });
  const given = new Map(explanations.map((one) => [one.serial, one]));
  const differences = await differencesOf(tx, [id]);
  const unexplained = differences.filter(({ serial }) => !given.has(serial));
  const [first] = unexplained;
  if (first) throw refuse('STOCK_TAKE_UNEXPLAINED', { params: { count: unexplained.length, serial: first.serial } });
  for (const { serial, kind } of differences) {
    const { text = '', lost = false } = given.get(serial) ?? {};
    const writtenOff = kind === 'missing' && lost && (await writeOff(tools, tx, { ...row, serial, text }, actor));
    await tables
      .updateTable('stock_difference')
      .set({ explanation: text, lost: writtenOff })
      .where('take_id', '=', id)
      .where('serial', '=', serial)
      .execute();
  }
  const closed = { status: 'closed' as const, closed_by: actor.name, closed_at: tools.clock.now() };
  await tables.updateTable('stock_take').set(closed).where('id', '=', id).execute();
  await log(tools.ports, tx, row, 'stock-take.closed', actor, { differences: differences.length });
  return read(tx, { ...row, ...closed });
}

/** A missing medium is lost, unless it turned up between count and close: it was used, handed out or moved. */
async function writeOff(
  { clock }: StockTools,
  tx: Tx,
  { serial, place, number, text }: Pick<TakeRow, 'place' | 'number'> & Pick<Explanation, 'serial' | 'text'>,
  actor: StaffActor,
): Promise<boolean> {
  const medium = await lockMedium(tx, serial);
  if (medium?.state !== 'stock' || medium.place !== place || medium.handed_to !== null) return false;
  await moveMedium(tx, clock, medium, 'lose', {}, movedBy(actor, `${number} ${text}`));
  return true;
}

/** Counts, newest first. */
export async function listTakes(db: Database, page: { readonly page: number; readonly size: number }) {
  const tables = db.withTables<StockRoomTables>();
  const rows = await tables
    .selectFrom('stock_take')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.size)
    .offset((page.page - 1) * page.size)
    .execute();
  const differences = await differencesOf(
    db,
    rows.map(({ id }) => id),
  );
  const { total } = await tables
    .selectFrom('stock_take')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map((row) => present(row, differences)), total, ...page };
}

const read = async (tx: Tx, row: TakeRow): Promise<View> => present(row, await differencesOf(tx, [row.id]));

async function differencesOf(db: Database, takes: readonly string[]): Promise<readonly DifferenceRow[]> {
  if (takes.length === 0) return [];
  return db
    .withTables<StockRoomTables>()
    .selectFrom('stock_difference')
    .selectAll()
    .where('take_id', 'in', [...takes])
    .orderBy('kind')
    .orderBy('serial')
    .execute();
}

function present(row: TakeRow, differences: readonly DifferenceRow[]): View {
  const { id, number, place, status, expected, counted } = row;
  return {
    id,
    number,
    place,
    status,
    expected,
    counted,
    differences: differences
      .filter(({ take_id }) => take_id === id)
      .map(({ serial, kind, explanation, lost }) => ({ serial, kind, explanation, lost })),
    by: row.by_name,
    at: row.at.toISOString(),
    closedBy: row.closed_by,
  };
}

function log(
  ports: StockTools['ports'],
  tx: Tx,
  row: TakeRow,
  action: AuditAction,
  actor: StaffActor,
  details: { readonly [key: string]: string | number },
): Promise<void> {
  return ports.audit(tx, {
    actor: logged(actor),
    action,
    subject: { kind: 'stock', id: row.id, label: row.number },
    details,
  });
}
