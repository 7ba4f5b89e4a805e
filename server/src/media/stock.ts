import { assertPublicKey } from '@yinxin/gm';
import { humanNumber } from '@yinxin/identifiers';
import type { MediumMove, MediumState, Mover } from '@yinxin/life';
import type { StaffActor } from '../issuance/index.ts';
import type { Clock, Database, Tx } from '../platform/index.ts';
import { refuse } from './problems.ts';
import { mediumAfter } from './rules.ts';
import type { MediaPorts, MediaTables, MediumKind, MediumRow } from './types.ts';

/** The serial as printed, from what was typed or scanned. Throws MEDIUM_SERIAL_WRONG. */
export function readSerial(typed: string, field: string): string {
  const read = humanNumber.parse(typed);
  if (!read.ok) throw refuse('MEDIUM_SERIAL_WRONG', { field, params: { serial: typed } });
  return read.number;
}

/** Where media are kept when nobody says otherwise. */
export const MAIN_PLACE = '总库';

/** Takes media into stock; what is known already stays as it is. */
export async function registerMedia(
  tx: Tx,
  clock: Clock,
  delivery: {
    readonly kind: MediumKind;
    readonly model: string;
    readonly serials: readonly string[];
    /** Transport keys by serial, 04‖X‖Y, as the maker delivered them with the media. */
    readonly keys?: ReadonlyMap<string, Uint8Array>;
    readonly place?: string;
    readonly receipt?: string;
  },
): Promise<{ readonly added: number; readonly known: number }> {
  const serials = [...new Set(delivery.serials.map((serial, index) => readSerial(serial, `body.serials.${index}`)))];
  const now = clock.now();
  const rows = await tx
    .withTables<MediaTables>()
    .insertInto('medium')
    .values(
      serials.map((serial) => ({
        serial,
        kind: delivery.kind,
        model: delivery.model,
        state: 'stock' as const,
        application_id: null,
        application_number: null,
        transport_key: null,
        recorded_key: recorded(delivery.keys?.get(serial), serial),
        sealed_admin_key: null,
        spoiled_reason: null,
        registered_at: now,
        changed_at: now,
        place: delivery.place ?? MAIN_PLACE,
        handed_to: null,
        handed_name: null,
        receipt_id: delivery.receipt ?? null,
      })),
    )
    .onConflict((c) => c.doNothing())
    .returning('serial')
    .execute();
  return { added: rows.length, known: delivery.serials.length - rows.length };
}

/** Throws MEDIUM_KEY_WRONG for what is no public key. */
function recorded(key: Uint8Array | undefined, serial: string): Buffer | null {
  if (key === undefined) return null;
  try {
    assertPublicKey(key);
  } catch (cause) {
    throw refuse('MEDIUM_KEY_WRONG', { field: 'body.keys', params: { serial }, cause });
  }
  return Buffer.from(key);
}

/** A medium with its row held until the transaction ends. */
export function lockMedium(tx: Tx, serial: string): Promise<MediumRow | undefined> {
  return tx
    .withTables<MediaTables>()
    .selectFrom('medium')
    .selectAll()
    .where('serial', '=', serial)
    .forUpdate()
    .executeTakeFirst();
}

/** Who makes a move, as the medium's history remembers them. */
export interface MediumMover {
  readonly kind: Mover;
  readonly id: string | null;
  readonly name: string;
  readonly note?: string;
  /** Moves that the operator of the order's programme took away (`lives`). */
  readonly without?: readonly MediumMove[];
}

export const BY_SYSTEM: MediumMover = { kind: 'system', id: null, name: 'system' };

/** A member of staff who moves a medium. */
export function movedBy({ id, name }: Pick<StaffActor, 'id' | 'name'>, note?: string): MediumMover {
  return { kind: 'staff', id, name, ...(note === undefined ? {} : { note }) };
}

/** A mover who knows which moves the programme of the order does without. */
export async function moverFor(
  { without }: Pick<MediaPorts, 'without'>,
  tx: Tx,
  applicationId: string,
  by: MediumMover,
): Promise<MediumMover> {
  return { ...by, without: (await without?.(tx, applicationId)) ?? [] };
}

/**
 * Makes a move with a medium whose row is held, and remembers it. Throws MEDIUM_NOT_BLANK when a medium is to be used that
 * is not blank, MEDIUM_HANDED_OUT when it is in another operator's hands, MEDIUM_MOVE_NOT_OFFERED for a move the operator
 * took away, MEDIUM_MOVE_NOT_NOW for any other move its life does not allow now.
 */
export async function moveMedium(
  tx: Tx,
  clock: Clock,
  medium: MediumRow,
  move: MediumMove,
  change: Partial<
    Pick<
      MediumRow,
      | 'application_id'
      | 'application_number'
      | 'transport_key'
      | 'sealed_admin_key'
      | 'spoiled_reason'
      | 'place'
      | 'handed_to'
      | 'handed_name'
    >
  > = {},
  by: MediumMover = BY_SYSTEM,
): Promise<MediumState> {
  const { serial } = medium;
  const state = mediumAfter(medium.state, move, by.kind, by.without);
  if (!state) {
    const now = move === 'issue' ? 'MEDIUM_NOT_BLANK' : 'MEDIUM_MOVE_NOT_NOW';
    const code = by.without?.includes(move) ? 'MEDIUM_MOVE_NOT_OFFERED' : now;
    throw refuse(code, { params: { serial, state: medium.state } });
  }
  if (move === 'issue' && medium.handed_to !== null && medium.handed_to !== by.id) {
    throw refuse('MEDIUM_HANDED_OUT', { params: { serial, name: medium.handed_name ?? '' } });
  }
  // What left the stock is in nobody's drawer any more.
  const drawer = state === 'stock' ? {} : { handed_to: null, handed_name: null };
  const tables = tx.withTables<MediaTables>();
  const now = clock.now();
  await tables
    .updateTable('medium')
    .set({ ...drawer, ...change, state, changed_at: now })
    .where('serial', '=', serial)
    .execute();
  await tables
    .insertInto('medium_event')
    .values({
      serial,
      at: now,
      move,
      from_state: medium.state,
      to_state: state,
      by_kind: by.kind,
      by_id: by.id,
      by_name: by.name,
      note: by.note ?? null,
    })
    .execute();
  return state;
}

/**
 * Makes a move where the medium's life allows it now, and none where it was made before or is not of this state. Throws
 * MEDIUM_MOVE_NOT_OFFERED for a move the operator took away: what depends on it is not done either.
 */
export async function moveIfDue(
  tx: Tx,
  clock: Clock,
  medium: MediumRow,
  move: MediumMove,
  by: MediumMover,
): Promise<void> {
  if (mediumAfter(medium.state, move, by.kind)) await moveMedium(tx, clock, medium, move, {}, by);
}

export async function listMedia(
  db: Database,
  query: {
    readonly page: number;
    readonly size: number;
    readonly state?: MediumState | undefined;
    readonly q?: string | undefined;
  },
): Promise<{ readonly items: readonly MediumRow[]; readonly total: number }> {
  let from = db.withTables<MediaTables>().selectFrom('medium');
  if (query.state) from = from.where('state', '=', query.state);
  if (query.q) {
    const like = `%${query.q.trim().replace(/[\\%_]/g, '\\$&')}%`;
    from = from.where((eb) => eb.or([eb('serial', 'ilike', like), eb('application_number', 'ilike', like)]));
  }
  const items = await from
    .selectAll()
    .orderBy('registered_at', 'desc')
    .orderBy('serial')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const { total } = await from.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { items, total };
}
