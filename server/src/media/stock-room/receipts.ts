import { MOST_MEDIA, type ReceiptView } from '@yinxin/contract';
import { humanNumber } from '@yinxin/identifiers';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { logged, type StaffActor } from '../../issuance/index.ts';
import type { Clock, Database, Tx } from '../../platform/index.ts';
import { take } from '../cards.ts';
import { deliveredKeys } from '../delivered-keys.ts';
import { refuse } from '../problems.ts';
import { readSerial, registerMedia } from '../stock.ts';
import type { MediaPorts, MediaTables, MediumKind } from '../types.ts';
import { serialRange } from './rules.ts';
import type { StockRoomTables } from './tables.ts';

export interface StockTools {
  readonly clock: Clock;
  readonly ports: Pick<MediaPorts, 'audit'>;
}
type View = z.input<typeof ReceiptView>;

/** Prefix of the numbers of receipts, 入库单. */
const PREFIX = 'RK';

export interface Delivery {
  readonly kind: MediumKind;
  readonly model: string;
  readonly place: string;
  readonly supplier: string;
  readonly note?: string | undefined;
  readonly serials: readonly string[] | { readonly from: string; readonly to: string };
  readonly keys?: Parameters<typeof deliveredKeys>[0] | undefined;
}

/**
 * Takes a delivery into stock. What the stock knows already is named and stays as it is. Throws MEDIUM_SERIAL_WRONG,
 * STOCK_RANGE_WRONG, MEDIUM_KEY_STRAY, MEDIUM_KEY_WRONG.
 */
export async function receive(tools: StockTools, tx: Tx, delivery: Delivery, actor: StaffActor): Promise<View> {
  const { clock, ports } = tools;
  const serials = serialsOf(delivery);
  const keys = deliveredKeys(delivery.keys, serials);
  const now = clock.now();
  // Numbers are taken one after another, so the stock is read as whoever received just before left it.
  const number = humanNumber.make(PREFIX, now, (await take(tx, PREFIX, now, 1))[0] ?? 0);
  const known = await tx
    .withTables<MediaTables>()
    .selectFrom('medium')
    .select('serial')
    .where('serial', 'in', [...serials])
    .orderBy('serial')
    .execute();
  const { kind, model, place, supplier, note } = delivery;
  const receipt = {
    id: uuid(),
    number,
    kind,
    model,
    place,
    supplier,
    note: note ?? null,
    added: serials.length - known.length,
    known: known.map(({ serial }) => serial),
    by_name: actor.name,
    at: now,
  };
  await tx.withTables<StockRoomTables>().insertInto('media_receipt').values(receipt).execute();
  await registerMedia(tx, clock, { kind, model, serials, keys, place, receipt: receipt.id });
  await ports.audit(tx, {
    actor: logged(actor),
    action: 'media.received',
    subject: { kind: 'stock', id: receipt.id, label: number },
    details: { kind, model, place, supplier, added: receipt.added, known: receipt.known.join(' '), keys: keys.size },
  });
  return present(receipt);
}

function serialsOf({ serials }: Delivery): readonly string[] {
  if (!('from' in serials)) {
    return [...new Set(serials.map((serial, at) => readSerial(serial, `body.serials.${at}`)))];
  }
  const from = readSerial(serials.from, 'body.serials.from');
  const to = readSerial(serials.to, 'body.serials.to');
  const range = serialRange(from, to, MOST_MEDIA);
  if (!range) throw refuse('STOCK_RANGE_WRONG', { field: 'body.serials.to', params: { from, to, most: MOST_MEDIA } });
  return range;
}

/** Deliveries, newest first. */
export async function listReceipts(db: Database, page: { readonly page: number; readonly size: number }) {
  const tables = db.withTables<StockRoomTables>();
  const rows = await tables
    .selectFrom('media_receipt')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.size)
    .offset((page.page - 1) * page.size)
    .execute();
  const { total } = await tables
    .selectFrom('media_receipt')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { items: rows.map(present), total, ...page };
}

function present({ by_name, at, ...receipt }: StockRoomTables['media_receipt']): View {
  return { ...receipt, by: by_name, at: at.toISOString() };
}
