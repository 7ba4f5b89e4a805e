import { humanNumber } from '@yinxin/identifiers';
import type { Clock, Database, Tx } from '../platform/index.ts';
import { refuse } from './problems.ts';
import { type MediumEvent, mediumAfter } from './rules.ts';
import type { MediaTables, MediumKind, MediumRow, MediumState } from './types.ts';

/** The serial as printed, from what was typed or scanned. Throws MEDIUM_SERIAL_WRONG. */
export function readSerial(typed: string, field: string): string {
  const read = humanNumber.parse(typed);
  if (!read.ok) throw refuse('MEDIUM_SERIAL_WRONG', { field, params: { serial: typed } });
  return read.number;
}

/** Takes media into stock; what is known already stays as it is. */
export async function registerMedia(
  tx: Tx,
  clock: Clock,
  delivery: { readonly kind: MediumKind; readonly model: string; readonly serials: readonly string[] },
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
        state: 'blank' as const,
        application_id: null,
        application_number: null,
        transport_key: null,
        sealed_admin_key: null,
        spoiled_reason: null,
        registered_at: now,
        changed_at: now,
      })),
    )
    .onConflict((c) => c.doNothing())
    .returning('serial')
    .execute();
  return { added: rows.length, known: delivery.serials.length - rows.length };
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

/** Lets an event happen to a medium whose row is held. Throws MEDIUM_NOT_BLANK when it may not. */
export async function moveMedium(
  tx: Tx,
  clock: Clock,
  medium: MediumRow,
  event: MediumEvent,
  change: Partial<
    Pick<MediumRow, 'application_id' | 'application_number' | 'transport_key' | 'sealed_admin_key' | 'spoiled_reason'>
  > = {},
): Promise<void> {
  const state = mediumAfter(medium.state, event);
  if (!state) throw refuse('MEDIUM_NOT_BLANK', { params: { serial: medium.serial, state: medium.state } });
  await tx
    .withTables<MediaTables>()
    .updateTable('medium')
    .set({ ...change, state, changed_at: clock.now() })
    .where('serial', '=', medium.serial)
    .execute();
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
