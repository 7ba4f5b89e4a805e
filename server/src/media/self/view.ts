import type { InstallView, ProvisionView, SelfServiceDesk, SelfServiceView } from '@yinxin/contract';
import type { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';
import { latestCode, listCodes } from './codes.ts';
import { choosesPin, proofsNeeded, statusOf } from './install.ts';
import labels from './package-items.json' with { type: 'json' };
import type { SelfServiceOrder } from './port.ts';
import { type GuardedStep, MOST_TRIES, type ProvenStep, packageOf } from './rules.ts';
import { installsOf, mediaOf, placesOf, providedOf, stepsOf } from './store.ts';
import type { SelfTables } from './tables.ts';
import type { SelfTools } from './tools.ts';
import { triesOf } from './tries.ts';

type View = z.input<typeof SelfServiceView>;
type Install = z.input<typeof InstallView>;

const STAGES: readonly string[] = ['provision', 'install', 'activation', 'unlock', 'seal'];
const isStage = (stage: string): stage is NonNullable<View['stage']> => STAGES.includes(stage);

/** How the steps of an order with its holder's own medium stand. */
export async function viewOf(tools: SelfTools, tx: Tx, order: SelfServiceOrder): Promise<View> {
  const install = await installView(tools, tx, order);
  const parcel = await parcelOf(tx, order.applicationId);
  const media = order.activation || order.unlock || order.seal ? await mediaOf(tx, order) : [];
  const [serial = null] = media;
  const steps = await stepsOf(tx, order.applicationId);
  const doneAt = (step: ProvenStep) => steps.find((row) => row.step === step)?.done_at?.toISOString() ?? null;
  const guarded = async (step: 'activation' | 'unlock') => ({
    tries: await triesLeft(tx, order.applicationId, step),
    sentTo: (await latestCode(tx, order.applicationId, step))?.sent_to ?? null,
  });
  const seal = order.seal ? await tools.ports.sealFor(tx, order.applicationId) : undefined;
  return {
    applicationId: order.applicationId,
    applicationNumber: order.applicationNumber,
    stage: !order.ended && isStage(order.stage) ? order.stage : null,
    parcel,
    firstPin: await firstPin(tx, order),
    install,
    activation:
      order.activation && serial !== null
        ? { mediumSerial: serial, ...(await guarded('activation')), activatedAt: doneAt('activation') }
        : null,
    unlock:
      order.unlock && serial !== null
        ? { mediumSerial: serial, ...(await guarded('unlock')), unlockedAt: doneAt('unlock') }
        : null,
    seal:
      order.seal && serial !== null
        ? { mediumSerial: serial, sealId: seal?.id ?? null, installedAt: doneAt('seal') }
        : null,
  };
}

/** How the installation stands on each of the order's media; null where the order has no such stage. */
export async function installView(tools: SelfTools, tx: Tx, order: SelfServiceOrder): Promise<Install | null> {
  if (!order.install) return null;
  const places = await placesOf(tx, order);
  const rows = await installsOf(tx, order.applicationId);
  const now = tools.clock.now();
  const media: Install['media'] = [];
  for (const { serial, position } of places) {
    const row = rows.find((one) => one.position === position);
    const { status } = await statusOf(tools, tx, row);
    const proofs = status === 'installed' ? [] : [...proofsNeeded(order, row, now)];
    media.push({ mediumSerial: serial, status, proofs });
  }
  const subscriber = await tools.ports.applications.subscriber(tx, order.applicationId, 0);
  if (!subscriber) throw new Error(`no subscriber of application ${order.applicationId}`);
  const { C, ST, L, O, OU, CN } = tools.issuance.subjectOf(subscriber);
  return {
    medium: order.install.medium,
    media,
    choosesPin: places.some(choosesPin),
    tries: await triesLeft(tx, order.applicationId, 'install'),
    subject: {
      country: C,
      province: ST ?? null,
      locality: L ?? null,
      organisation: O ?? '',
      organisationalUnit: OU ?? null,
      commonName: CN,
    },
  };
}

/** Where the first PIN of the order's medium is found (BJ-04): derived from how the medium came to its holder. */
async function firstPin(tx: Tx, order: SelfServiceOrder): Promise<View['firstPin']> {
  if (order.provision) return order.provision.passwordCard ? 'password-card' : 'chosen';
  if (order.install?.medium === 'same' || order.unlock) return 'known';
  return (await mediaOf(tx, order)).length > 0 ? 'password-card' : null;
}

async function triesLeft(db: Database, applicationId: string, step: GuardedStep) {
  return { left: Math.max(0, MOST_TRIES - (await triesOf(db, applicationId, step))), limit: MOST_TRIES };
}

/** The newest package of an order that went by post. */
async function parcelOf(db: Database, applicationId: string): Promise<View['parcel']> {
  const row = await lastPackage(db, applicationId);
  if (!row || row.carrier === null || row.tracking_number === null) return null;
  return {
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    sentAt: row.at.toISOString(),
    mediumSerials: row.media,
    contents: row.contents,
  };
}

function lastPackage(db: Database, applicationId: string) {
  return db
    .withTables<SelfTables>()
    .selectFrom('package')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('at', 'desc')
    .executeTakeFirst();
}

/** The media staff provide for an order. */
export async function provisionView(db: Database, order: SelfServiceOrder): Promise<z.input<typeof ProvisionView>> {
  const rows = await providedOf(db, order.applicationId);
  const passwordCard = order.provision?.passwordCard ?? false;
  const parcel = await parcelOf(db, order.applicationId);
  return {
    applicationId: order.applicationId,
    applicationNumber: order.applicationNumber,
    wanted: order.provision?.count ?? 0,
    withPasswordCards: passwordCard,
    items: rows.map((row) => ({ mediumSerial: row.medium_serial, passwordCard: row.password_card })),
    contents: packageOf({ medium: 'blank', passwordCard }).map((item) => ({ item, label: labels[item] })),
    sent: parcel && {
      carrier: parcel.carrier,
      trackingNumber: parcel.trackingNumber,
      at: parcel.sentAt,
      contents: parcel.contents,
    },
  };
}

/** An order's own steps as staff see them; codes are shown to nobody. */
export async function deskView(
  tools: SelfTools,
  tx: Tx,
  order: SelfServiceOrder,
): Promise<z.input<typeof SelfServiceDesk>> {
  const stepState = async (step: GuardedStep) => {
    const { left } = await triesLeft(tx, order.applicationId, step);
    return { triesLeft: left, locked: left === 0 };
  };
  const codes = await listCodes(tx, order.applicationId);
  return {
    view: await viewOf(tools, tx, order),
    steps: {
      install: await stepState('install'),
      activation: await stepState('activation'),
      unlock: await stepState('unlock'),
    },
    codes: codes.map((row) => ({
      purpose: row.purpose,
      sentAt: row.sent_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      usedAt: row.used_at?.toISOString() ?? null,
      voidedAt: row.voided_at?.toISOString() ?? null,
    })),
  };
}
