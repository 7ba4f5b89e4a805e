import { isLive, type Mover } from '@yinxin/life';
import type { Tx } from '../platform/index.ts';
import { type HoldingTools, moveHolding } from './moves.ts';
import type { OrderFacts } from './ports.ts';
import { busy } from './problems.ts';
import * as store from './store.ts';
import type { HappeningKind, HoldingRow } from './tables.ts';

/** A certificate as an order tells of it. */
export interface MadeCertificate {
  readonly use: 'sign' | 'encrypt';
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** What happened to an order, as far as certificates are concerned. */
export type OrderEvent =
  | { readonly type: 'opened'; readonly service: string; readonly stage: string }
  | { readonly type: 'stage-entered'; readonly stage: string }
  | {
      readonly type: 'certificate-made';
      readonly certificates: readonly MadeCertificate[];
      readonly mediumSerial: string | null;
    }
  | { readonly type: 'activated'; readonly mediumSerial: string }
  | { readonly type: 'unlocked'; readonly mediumSerial: string }
  | { readonly type: 'seal-made' }
  | { readonly type: 'seal-installed' }
  | { readonly type: 'bound' }
  /** The certificate the order is about gives way to what the order made. */
  | { readonly type: 'subject-superseded'; readonly holding: string }
  /** Over before its last stage: wrong, cancelled or given up. */
  | { readonly type: 'ended' };

/** One event of an order, with who made it. */
export interface OrderNews {
  readonly order: OrderFacts;
  readonly event: OrderEvent;
  readonly by: Mover;
}

/**
 * Lets held certificates follow an order, in the transaction of its events; the same news twice changes nothing. Throws
 * HOLDING_BUSY when a second business is opened on one certificate (BJ-33): with it, the opening is rolled back.
 */
export async function follow(tools: HoldingTools, tx: Tx, { order, event, by }: OrderNews): Promise<void> {
  const cause = { by, order: { id: order.id, number: order.number } };
  switch (event.type) {
    case 'opened':
      await openBusiness(tools, tx, order, event, by);
      return;
    case 'stage-entered':
      if (event.stage === 'finished') await finish(tools, tx, order, by);
      else {
        // Most orders have made nothing yet, and many are about no certificate: nothing is looked for then.
        if (order.made.length > 0) await store.updateOpenStage(tx, order.id, event.stage);
        if (order.subject !== null) await store.updateBusiness(tx, order.id, { stage: event.stage });
      }
      return;
    case 'certificate-made':
      for (const made of pairsOf(event.certificates)) await make(tools, tx, order, made, event.mediumSerial, by);
      return;
    case 'activated':
      for (const row of await concerned(tx, order, event.mediumSerial)) {
        // Whoever reports it, it is the holder who activates.
        await moveHolding(tools, tx, row, 'activate', { ...cause, by: 'applicant' });
      }
      return;
    case 'bound':
      for (const row of await concerned(tx, order)) {
        await store.updateHolding(tx, row.id, { bound_at: tools.clock.now() });
        await note(tools, tx, row, 'bound', order, by);
        await moveHolding(tools, tx, row, 'put-to-use', { ...cause, by: 'system' });
      }
      return;
    case 'unlocked':
    case 'seal-made':
    case 'seal-installed':
      for (const row of await concerned(tx, order)) await note(tools, tx, row, event.type, order, by);
      return;
    case 'subject-superseded':
      await supersede(tools, tx, order, event.holding);
      return;
    case 'ended':
      await stopMade(tools, tx, order);
      await store.updateOpenStage(tx, order.id, null);
      await endBusiness(tools, tx, order, by);
      return;
  }
}

async function openBusiness(
  { clock, ports }: HoldingTools,
  tx: Tx,
  order: OrderFacts,
  { service, stage }: { readonly service: string; readonly stage: string },
  by: Mover,
): Promise<void> {
  if (order.subject === null) return;
  const business = (await ports.offers(tx)).businessOf(order.programme, service);
  if (business === 'new') return;
  const since = clock.now();
  const running = await store.insertBusiness(tx, {
    application_id: order.id,
    holding_id: order.subject,
    application_number: order.number,
    business,
    stage,
    since,
  });
  if (running?.application_id === order.id) return;
  if (running) throw busy(running.business, running.application_number);
  await store.remember(tx, {
    holding_id: order.subject,
    at: since,
    kind: 'business-opened',
    by_kind: by,
    application_id: order.id,
    application_number: order.number,
    business,
  });
}

async function endBusiness({ clock }: HoldingTools, tx: Tx, order: OrderFacts, by: Mover): Promise<void> {
  const running = await store.businessOf(tx, order.id);
  if (!running) return;
  const at = clock.now();
  await store.updateBusiness(tx, order.id, { ended_at: at });
  await store.remember(tx, {
    holding_id: running.holding_id,
    at,
    kind: 'business-ended',
    by_kind: by,
    application_id: order.id,
    application_number: order.number,
    business: running.business,
  });
}

/** The order is done: what it made is in use, and another business may begin. */
async function finish(tools: HoldingTools, tx: Tx, order: OrderFacts, by: Mover): Promise<void> {
  for (const row of await store.lockMadeBy(tx, order.id)) {
    await moveHolding(tools, tx, row, 'put-to-use', { by: 'system', order });
  }
  await store.updateOpenStage(tx, order.id, null);
  await endBusiness(tools, tx, order, by);
}

interface MadePair {
  readonly sign: MadeCertificate;
  readonly encrypt: MadeCertificate;
}

/** Certificates come as they were made: the first for signing belongs to the first for encryption, and so on. */
function pairsOf(certificates: readonly MadeCertificate[]): readonly MadePair[] {
  const encrypt = certificates.filter(({ use }) => use === 'encrypt');
  return certificates
    .filter(({ use }) => use === 'sign')
    .flatMap((sign, index) => {
      const other = encrypt[index];
      return other ? [{ sign, encrypt: other }] : [];
    });
}

/** Writes a pair that was made, with its history from the asking on; undefined when it is known. */
export async function make(
  { clock }: HoldingTools,
  tx: Tx,
  order: OrderFacts,
  { sign, encrypt }: MadePair,
  mediumSerial: string | null,
  by: Mover,
  at = clock.now(),
): Promise<HoldingRow | undefined> {
  const row = await store.insertHolding(tx, {
    organisation_id: order.organisationId,
    // A person's name stands with the account, sealed.
    organisation_name: order.creditCode === '' ? '' : order.organisationName,
    credit_code: order.creditCode,
    programme: order.programme,
    project: order.project,
    application_id: order.id,
    application_number: order.number,
    open_stage: order.openStage,
    medium_serial: mediumSerial,
    sign_serial: sign.serial,
    encrypt_serial: encrypt.serial,
    not_before: new Date(sign.notBefore),
    not_after: new Date(sign.notAfter),
    status: 'made',
    status_since: at,
    before_suspension: null,
    activated_at: null,
    bound_at: null,
    predecessor: order.subject,
    created_at: at,
  });
  if (!row) return undefined;
  const about = { holding_id: row.id, application_id: order.id, application_number: order.number };
  const asked = new Date(order.submittedAt ?? order.createdAt);
  await store.remember(tx, { ...about, at: asked, kind: 'asked', to_state: 'requested', by_kind: 'applicant' });
  await store.remember(tx, {
    ...about,
    at,
    kind: 'moved',
    move: 'make',
    from_state: 'requested',
    to_state: 'made',
    by_kind: by,
  });
  return row;
}

/** The pairs an event of an order is about: those it made (on one medium), else the one it was opened for. */
async function concerned(tx: Tx, order: OrderFacts, mediumSerial?: string): Promise<readonly HoldingRow[]> {
  const made = await store.lockMadeBy(tx, order.id);
  if (made.length > 0) {
    return mediumSerial === undefined ? made : made.filter((row) => row.medium_serial === mediumSerial);
  }
  const subject = order.subject === null ? undefined : await store.lockHolding(tx, order.subject);
  return subject ? [subject] : [];
}

/**
 * The former pair gives way. Its certificates go out of force first: whoever revokes holds their status before the pair,
 * and here it must be the same way round.
 */
async function supersede(tools: HoldingTools, tx: Tx, order: OrderFacts, id: string): Promise<void> {
  const former = await store.holdingById(tx, id);
  if (!former) return;
  const why = { reason: 'superseded', cause: order.number } as const;
  await tools.ports.stop?.(tx, [former.sign_serial, former.encrypt_serial], why);
  const row = await store.lockHolding(tx, id);
  if (row) await moveHolding(tools, tx, row, 'supersede', { by: 'system', order });
}

/** What an order made that was given up is of no use any more (PA-50): the money goes back, the certificates end. */
async function stopMade(tools: HoldingTools, tx: Tx, order: OrderFacts): Promise<void> {
  const made = (await store.madeBy(tx, order.id)).filter(({ status }) => isLive(status));
  if (made.length === 0) return;
  const serials = made.flatMap((row) => [row.sign_serial, row.encrypt_serial]);
  await tools.ports.stop?.(tx, serials, { reason: 'cessationOfOperation', cause: order.number });
  for (const row of await store.lockMadeBy(tx, order.id)) {
    await moveHolding(tools, tx, row, 'revoke', { by: 'system', order });
  }
}

async function note(
  { clock }: HoldingTools,
  tx: Tx,
  row: HoldingRow,
  kind: HappeningKind,
  order: OrderFacts,
  by: Mover,
): Promise<void> {
  await store.remember(tx, {
    holding_id: row.id,
    at: clock.now(),
    kind,
    by_kind: by,
    application_id: order.id,
    application_number: order.number,
  });
}
