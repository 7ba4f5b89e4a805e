import type { AuditAction } from '@yinxin/contract';
import { trackingNumber } from '@yinxin/identifiers';
import { pinWeakness } from '@yinxin/token';
import { v7 as uuid } from 'uuid';
import { holdTracking } from '../../applications/index.ts';
import { type Fact, logged, type StaffActor } from '../../issuance/index.ts';
import type { Tx } from '../../platform/index.ts';
import { assignCard, destroyCard, lockCard, openPin } from '../cards.ts';
import { refuse } from '../problems.ts';
import { lockMedium, type MediumMover, moveMedium, readSerial, registerMedia } from '../stock.ts';
import { lockApplication } from '../store.ts';
import type { MediumRow } from '../types.ts';
import type { SelfServiceOrder } from './port.ts';
import { type PackageTerms, packageOf } from './rules.ts';
import { installsOf, providedOf } from './store.ts';
import type { ProvidedRow, SelfTables } from './tables.ts';
import { anyOrder, movedForOrder, type SelfTools } from './tools.ts';

type Provision = NonNullable<SelfServiceOrder['provision']>;

/** The order and its terms of provision. Throws NOT_FOUND, SELF_NO_PROVISION. */
export async function provisioned(tools: SelfTools, tx: Tx, id: string) {
  const order = await anyOrder(tools, tx, id);
  if (!order.provision) throw refuse('SELF_NO_PROVISION', { params: { number: order.applicationNumber } });
  return { order, terms: order.provision };
}

/**
 * Pairs a blank medium, and a password card where the stage says so, with the next free place of an order. The same pair
 * again changes nothing. Throws SELF_STEP_NOT_NOW, SELF_PROVISION_FULL, SELF_CARD_NEEDED, SELF_CARD_NOT_WANTED, MEDIUM_*,
 * PASSWORD_CARD_*.
 */
export async function pairBlank(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: { readonly mediumSerial: string; readonly passwordCard?: string | undefined },
  actor: StaffActor,
): Promise<void> {
  const serial = readSerial(asked.mediumSerial, 'body.mediumSerial');
  await lockApplication(tx, id);
  const { order, terms } = await provisioned(tools, tx, id);
  refuseUnlessProviding(order);
  const rows = await providedOf(tx, id);
  const known = rows.find(({ medium_serial }) => medium_serial === serial);
  if (known && sameCard(known, asked.passwordCard)) return;
  const position = freePlace(rows, terms);
  if (position === undefined || known) throw refuse('SELF_PROVISION_FULL', { params: { count: terms.count } });
  const medium = await inStock(tools, tx, serial);
  if (medium.kind !== terms.kind) throw refuse('SELF_MEDIUM_KIND', { field: 'body.mediumSerial', params: { serial } });
  await moveMedium(
    tx,
    tools.clock,
    medium,
    'issue',
    // Used again or new, it comes to its holder blank.
    {
      application_id: id,
      application_number: order.applicationNumber,
      transport_key: null,
      sealed_admin_key: null,
    },
    movedForOrder(order, actor),
  );
  const card = await cardFor(tools, tx, id, serial, terms, asked.passwordCard);
  await tx
    .withTables<SelfTables>()
    .insertInto('provided_medium')
    .values({
      id: uuid(),
      application_id: id,
      position,
      medium_serial: serial,
      password_card: card,
      paired_at: tools.clock.now(),
      sent_at: null,
      removed_at: null,
    })
    .execute();
  await tools.ports.audit(tx, staffFact('media.paired', order, actor, { medium: serial, passwordCard: card }));
}

/**
 * Takes a medium back out of an order before it was sent, or, once its installation was given up, afterwards: its card is
 * destroyed, and the medium goes back to stock or out of use. Throws SELF_STEP_NOT_NOW, SELF_MEDIUM_OTHER.
 */
export async function unpair(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: { readonly mediumSerial: string; readonly spoiled: boolean; readonly reason: string },
  actor: StaffActor,
): Promise<void> {
  const serial = readSerial(asked.mediumSerial, 'body.mediumSerial');
  await lockApplication(tx, id);
  const { order } = await provisioned(tools, tx, id);
  refuseUnlessProviding(order);
  const row = (await providedOf(tx, id)).find(({ medium_serial }) => medium_serial === serial);
  const written = (await installsOf(tx, id)).some(({ medium_serial }) => medium_serial === serial);
  if (!row || written) throw refuse('SELF_MEDIUM_OTHER', { field: 'body.mediumSerial', params: { serial } });
  await remove(tools, tx, row, asked, movedForOrder(order, actor, asked.reason));
  const { spoiled, reason } = asked;
  await tools.ports.audit(tx, staffFact('media.unpaired', order, actor, { medium: serial, spoiled, reason }));
}

/** Ends the belonging of a medium to an order. */
export async function remove(
  tools: Pick<SelfTools, 'clock'>,
  tx: Tx,
  row: ProvidedRow,
  { spoiled, reason }: { readonly spoiled: boolean; readonly reason: string },
  by: MediumMover,
): Promise<void> {
  const { clock } = tools;
  await tx
    .withTables<SelfTables>()
    .updateTable('provided_medium')
    .set({ removed_at: clock.now() })
    .where('id', '=', row.id)
    .execute();
  if (row.password_card !== null) await destroyCard(tx, row.password_card);
  const medium = await held(tx, row.medium_serial);
  if (spoiled) {
    await moveMedium(tx, clock, medium, 'spoil', { spoiled_reason: reason }, by);
    return;
  }
  // Only what never left the house, and was never personalised, is stock again.
  await moveMedium(tx, clock, medium, 'return', {}, by);
  const fresh = { application_id: null, application_number: null };
  if (medium.transport_key === null) await moveMedium(tx, clock, await held(tx, medium.serial), 'restock', fresh, by);
}

/**
 * The media of an order went out; what was in the package follows from product and channel (BJ-02, BJ-03) and is recorded.
 * Throws SELF_PROVISION_INCOMPLETE while a medium is missing, SELF_PROVISION_SENT when all went out before.
 */
export async function send(
  tools: SelfTools,
  tx: Tx,
  id: string,
  typed: { readonly carrier: string; readonly trackingNumber: string },
  actor: StaffActor,
): Promise<void> {
  const parcel = {
    carrier: typed.carrier.trim(),
    trackingNumber: trackingNumber.explain(typed.trackingNumber).cleaned,
  };
  await holdTracking(tx);
  await lockApplication(tx, id);
  const { order, terms } = await provisioned(tools, tx, id);
  refuseUnlessProviding(order);
  const rows = await providedOf(tx, id);
  if (rows.length < terms.count) {
    throw refuse('SELF_PROVISION_INCOMPLETE', { params: { paired: rows.length, count: terms.count } });
  }
  const news = rows.filter(({ sent_at }) => sent_at === null);
  if (news.length === 0) throw refuse('SELF_PROVISION_SENT', { params: { number: order.applicationNumber } });
  const now = tools.clock.now();
  for (const { id: row, medium_serial } of news) {
    await moveMedium(tx, tools.clock, await held(tx, medium_serial), 'post', {}, movedForOrder(order, actor));
    await tx
      .withTables<SelfTables>()
      .updateTable('provided_medium')
      .set({ sent_at: now })
      .where('id', '=', row)
      .execute();
  }
  const media = news.map(({ medium_serial }) => medium_serial);
  const contents = { medium: 'blank', passwordCard: terms.passwordCard } as const;
  await recordPackage(tools, tx, id, contents, { media, ...parcel });
  const items = rows.map((row) => ({ mediumSerial: row.medium_serial, passwordCard: row.password_card }));
  await tools.ports.applications.provided(tx, id, { items, ...parcel }, actor);
  const details = { media: media.join(' '), carrier: parcel.carrier, trackingNumber: parcel.trackingNumber };
  await tools.ports.audit(tx, staffFact('media.provided', order, actor, details));
}

/** Writes down what a package held (BJ-01). */
export async function recordPackage(
  { clock }: Pick<SelfTools, 'clock'>,
  tx: Tx,
  applicationId: string,
  terms: PackageTerms,
  how: { readonly media: readonly string[]; readonly carrier?: string; readonly trackingNumber?: string },
): Promise<void> {
  await tx
    .withTables<SelfTables>()
    .insertInto('package')
    .values({
      id: uuid(),
      application_id: applicationId,
      kind: terms.medium,
      media: [...how.media],
      contents: [...packageOf(terms)],
      carrier: how.carrier ?? null,
      tracking_number: how.trackingNumber ?? null,
      at: clock.now(),
    })
    .execute();
}

/** Media are provided in their stage; one that could not be written is replaced while the holder installs. */
function refuseUnlessProviding(order: SelfServiceOrder): void {
  if (order.ended || (order.stage !== 'provision' && order.stage !== 'install')) {
    throw refuse('SELF_STEP_NOT_NOW', { params: { number: order.applicationNumber, stage: order.stage } });
  }
}

function freePlace(rows: readonly ProvidedRow[], { count }: Provision): number | undefined {
  const taken = new Set(rows.map(({ position }) => position));
  return Array.from({ length: count }, (_, position) => position).find((position) => !taken.has(position));
}

const sameCard = (row: ProvidedRow, typed: string | undefined): boolean =>
  (row.password_card ?? '') === (typed ?? '').trim().toUpperCase();

async function cardFor(
  { sealing }: SelfTools,
  tx: Tx,
  applicationId: string,
  serial: string,
  terms: Provision,
  typed: string | undefined,
): Promise<string | null> {
  const field = 'body.passwordCard';
  if (!terms.passwordCard) {
    if (typed !== undefined) throw refuse('SELF_CARD_NOT_WANTED', { field });
    return null;
  }
  if (typed === undefined) throw refuse('SELF_CARD_NEEDED', { field });
  const card = await lockCard(tx, typed);
  await assignCard(tx, card, applicationId, serial);
  // Some eight digits of a serial are easy to try first.
  if (pinWeakness(openPin(sealing, card), serial) !== null) {
    throw refuse('PASSWORD_CARD_UNSUITABLE', { field, params: { number: card.number } });
  }
  return card.number;
}

async function inStock(tools: SelfTools, tx: Tx, serial: string): Promise<MediumRow> {
  const known = await lockMedium(tx, serial);
  if (known) return known;
  if (!tools.selfRegistering) throw refuse('MEDIUM_UNKNOWN', { field: 'body.mediumSerial', params: { serial } });
  await registerMedia(tx, tools.clock, { kind: 'usb-key', model: 'sandbox', serials: [serial] });
  return held(tx, serial);
}

/** A known medium with its row held. Throws MEDIUM_UNKNOWN. */
export async function held(tx: Tx, serial: string): Promise<MediumRow> {
  const medium = await lockMedium(tx, serial);
  if (!medium) throw refuse('MEDIUM_UNKNOWN', { field: 'body.mediumSerial', params: { serial } });
  return medium;
}

/** What a member of staff did, for the log. */
export function staffFact(
  action: AuditAction,
  order: SelfServiceOrder,
  actor: StaffActor,
  details: NonNullable<Fact['details']>,
): Fact {
  return {
    actor: logged(actor),
    action,
    subject: { kind: 'application', id: order.applicationId, label: order.applicationNumber },
    details,
  };
}
