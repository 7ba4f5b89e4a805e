import { type CourierLabel, type LabelSize, renderCourierLabels } from '@yinxin/documents';
import { sql } from 'kysely';
import { holdTracking } from '../../applications/index.ts';
import { logged, type StaffActor } from '../../issuance/index.ts';
import { type Clock, type Database, Problem, problem, type Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import type { ApplicationsForProduction, MediaPorts, OrderParcel } from '../types.ts';
import { type ReadLine, readLines, type ScannedLine } from './rules.ts';

export interface ParcelTools {
  readonly clock: Clock;
  readonly ports: Pick<MediaPorts, 'audit' | 'authorityName'> & {
    readonly applications: Pick<ApplicationsForProduction, 'parcel' | 'byNumber' | 'byTrackingNumber' | 'dispatch'>;
  };
  /** Posts the blank media of an order that is at that stage. */
  postBlank(tx: Tx, applicationId: string, parcel: Parcel, actor: StaffActor): Promise<void>;
  /** The order a package of blank media was posted for with this number. */
  packageOf(db: Database, trackingNumber: string): Promise<string | undefined>;
}

/** A parcel as the courier knows it. */
export interface Parcel {
  readonly carrier: string;
  readonly trackingNumber: string;
}

/**
 * Labels for those of the orders that are posted, one page each; each is in the log, because it shows a recipient in clear.
 * Throws NOT_FOUND, and PARCEL_NO_RECIPIENT when none of them is posted.
 */
export async function printLabels(
  { clock, ports }: ParcelTools,
  tx: Tx,
  asked: { readonly orders: readonly string[]; readonly paper: LabelSize },
  actor: StaffActor,
): Promise<Uint8Array> {
  const labels: CourierLabel[] = [];
  const numbers: string[] = [];
  for (const id of new Set(asked.orders)) {
    const parcel = await ports.applications.parcel(tx, id);
    if (!parcel) throw problem('NOT_FOUND');
    numbers.push(parcel.number);
    const label = labelOf(parcel);
    if (!label) continue;
    labels.push(label);
    await ports.audit(tx, {
      actor: logged(actor),
      action: 'courier-label.printed',
      subject: { kind: 'application', id, label: parcel.number },
      details: { paper: asked.paper },
    });
  }
  if (labels.length === 0) throw refuse('PARCEL_NO_RECIPIENT', { params: { number: numbers.join(' ') } });
  const from = { authority: ports.authorityName, printedAt: clock.now(), size: asked.paper };
  return (await renderCourierLabels(labels, from)).pdf;
}

function labelOf(parcel: OrderParcel): CourierLabel | undefined {
  const { number, recipient, sender, carrier, media } = parcel;
  if (!recipient) return undefined;
  const { name, mobile: phone, address, postcode } = recipient;
  return {
    order: number,
    carrier,
    recipient: { name, phone, address, postcode },
    sender,
    contents: media.length === 0 ? number : media.join(' '),
  };
}

export interface Outcome extends ScannedLine {
  readonly applicationId: string | null;
  readonly problem: Problem | null;
}

/** Posts orders line by line, each with its effects or none; the same line again changes nothing. */
export async function postParcels(
  tools: ParcelTools,
  tx: Tx,
  asked: { readonly carrier: string; readonly rows: readonly ScannedLine[] },
  actor: StaffActor,
): Promise<readonly Outcome[]> {
  await holdTracking(tx);
  const outcomes: Outcome[] = [];
  for (const line of readLines(asked.rows)) outcomes.push(await postLine(tools, tx, asked.carrier, line, actor));
  return outcomes;
}

async function postLine(
  tools: ParcelTools,
  tx: Tx,
  carrier: string,
  line: ReadLine,
  actor: StaffActor,
): Promise<Outcome> {
  const { order, trackingNumber } = line;
  if (!line.ok) {
    return {
      order,
      trackingNumber,
      applicationId: null,
      problem: refuse(line.fault, { params: { order, trackingNumber } }),
    };
  }
  const id = await tools.ports.applications.byNumber(tx, order);
  if (id === undefined) {
    const unknown = refuse('PARCEL_ORDER_UNKNOWN', { params: { order } });
    return { order, trackingNumber, applicationId: null, problem: unknown };
  }
  const refused = await attempt(tx, () => post(tools, tx, id, { carrier, trackingNumber }, actor));
  return { order, trackingNumber, applicationId: id, problem: refused };
}

async function post(tools: ParcelTools, tx: Tx, id: string, parcel: Parcel, actor: StaffActor): Promise<void> {
  const { applications } = tools.ports;
  const { trackingNumber } = parcel;
  const holder =
    (await applications.byTrackingNumber(tx, trackingNumber)) ?? (await tools.packageOf(tx, trackingNumber));
  if (holder !== undefined && holder !== id) {
    const other = await applications.parcel(tx, holder);
    throw refuse('PARCEL_TRACKING_USED', { params: { trackingNumber, order: other?.number ?? '' } });
  }
  const order = await applications.parcel(tx, id);
  if (!order) throw problem('NOT_FOUND');
  if (order.posted === trackingNumber || holder === id) return;
  if (order.posted !== null) {
    throw refuse('PARCEL_POSTED', { params: { order: order.number, trackingNumber: order.posted } });
  }
  if (order.stage === 'provision') return tools.postBlank(tx, id, parcel, actor);
  const [mediumSerial = ''] = order.media;
  await applications.dispatch(tx, id, { ...parcel, mediumSerial }, actor);
}

/** Runs one line inside the caller's transaction; a refusal undoes that line alone, and is answered. */
async function attempt(tx: Tx, work: () => Promise<void>): Promise<Problem | null> {
  await sql`savepoint parcel`.execute(tx);
  try {
    await work();
    await sql`release savepoint parcel`.execute(tx);
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await sql`rollback to savepoint parcel`.execute(tx);
    return error;
  }
}
