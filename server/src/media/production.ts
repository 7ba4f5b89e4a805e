import { randomBytes } from 'node:crypto';
import type { AuditAction, ProductionView } from '@yinxin/contract';
import { assertPublicKey, equalBytes } from '@yinxin/gm';
import { pinWeakness, randomAdminKey, sealPersonalisation } from '@yinxin/token';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { type Fact, type Issuance, logged, type StaffActor, type Subscriber } from '../issuance/index.ts';
import { type Clock, type Database, problem, type Sealing, type Tx } from '../platform/index.ts';
import { itemMade, refuseTaken } from './batches/batches.ts';
import { assignCard, lockCard, openPin } from './cards.ts';
import { type Confirmation, proves } from './confirmation.ts';
import { refuse } from './problems.ts';
import { type ProductionStep, pairingOf, refusesStep } from './rules.ts';
import { lockMedium, movedBy, moveMedium, moverFor, readSerial, registerMedia } from './stock.ts';
import { insertProduction, livingProduction, lockApplication, updateProduction } from './store.ts';
import type { CardRow, MediaPorts, MediumRow, ProductionRow } from './types.ts';

export type View = z.input<typeof ProductionView>;

export interface ProductionTools {
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly issuance: Issuance;
  readonly ports: MediaPorts;
  /** Origins a confirmation may have been made for. */
  origins(): readonly string[];
  /** In the sandbox an unknown medium with a right serial takes itself into stock. */
  readonly selfRegistering: boolean;
}

/** A nonce for the confirmation is good this long. */
const NONCE_MS = 10 * 60_000;
const adminKeyContext = (serial: string) => `medium.admin-key.${serial}`;

/** How the production of one application stands. Throws NOT_FOUND. */
export async function readProduction(tools: ProductionTools, db: Database, applicationId: string): Promise<View> {
  const subscriber = await find(tools, db, applicationId);
  return present(tools, subscriber, await livingProduction(db, applicationId));
}

/**
 * Pairs a blank medium and an unused password card with the application and answers the envelope for the medium: initial
 * PIN and administrator key, readable only inside it. Repeating the same pair gives an envelope with the same content.
 * Throws MEDIUM_*, PASSWORD_CARD_*, PRODUCTION_OTHER_PAIR, PRODUCTION_FINISHED, BATCH_ORDER_TAKEN, and the application's
 * own refusal.
 */
export async function personalise(
  tools: ProductionTools,
  tx: Tx,
  applicationId: string,
  asked: { readonly mediumSerial: string; readonly transportKey: Uint8Array; readonly passwordCard: string },
  actor: StaffActor,
): Promise<View & { readonly envelope: Uint8Array }> {
  const serial = readSerial(asked.mediumSerial, 'body.mediumSerial');
  await lockApplication(tx, applicationId);
  const subscriber = await find(tools, tx, applicationId);
  await refuseTaken(tx, applicationId, actor);
  const living = await livingProduction(tx, applicationId);
  const card = await lockCard(tx, asked.passwordCard);
  const pair = { mediumSerial: serial, passwordCard: card.number };
  const met = pairingOf(
    living && { mediumSerial: living.medium_serial, passwordCard: living.password_card, status: living.status },
    pair,
  );
  if (met === 'PRODUCTION_OTHER_PAIR' || met === 'PRODUCTION_FINISHED') {
    throw refuse(met, { params: { serial: living?.medium_serial ?? '', card: living?.password_card ?? '' } });
  }
  const transportKey = readTransportKey(asked.transportKey, serial);
  const medium = await inStock(tools, tx, serial);
  if (met === 'new') {
    const production = await begin(tools, tx, subscriber, medium, card, transportKey, actor);
    return {
      ...present(tools, subscriber, production),
      envelope: envelope(tools, await held(tx, serial), card),
    };
  }
  if (!medium.transport_key || !equalBytes(medium.transport_key, transportKey)) {
    throw refuse('MEDIUM_KEY_WRONG', { field: 'body.transportKey', params: { serial } });
  }
  return { ...present(tools, subscriber, living), envelope: envelope(tools, medium, card) };
}

async function begin(
  tools: ProductionTools,
  tx: Tx,
  subscriber: Subscriber,
  medium: MediumRow,
  card: CardRow,
  transportKey: Uint8Array,
  actor: StaffActor,
): Promise<ProductionRow> {
  const { clock, sealing, ports } = tools;
  const { applicationId, applicationNumber } = subscriber;
  const { serial } = medium;
  await assignCard(tx, card, applicationId, serial);
  // Some eight digits of a serial are easy to try first.
  if (pinWeakness(openPin(sealing, card), serial) !== null) {
    throw refuse('PASSWORD_CARD_UNSUITABLE', { field: 'body.passwordCard', params: { number: card.number } });
  }
  await moveMedium(
    tx,
    clock,
    medium,
    'issue',
    {
      application_id: applicationId,
      application_number: applicationNumber,
      transport_key: Buffer.from(transportKey),
      sealed_admin_key: sealing.seal(randomAdminKey(), adminKeyContext(serial)),
    },
    await moverFor(ports, tx, applicationId, movedBy(actor)),
  );
  const production = await insertProduction(tx, {
    id: uuid(),
    application_id: applicationId,
    application_number: applicationNumber,
    medium_serial: serial,
    password_card: card.number,
    started_at: clock.now(),
  });
  await ports.applications.started(tx, applicationId, { mediumSerial: serial, passwordCard: card.number }, actor);
  await ports.audit(tx, fact('production.started', subscriber, actor, { medium: serial, passwordCard: card.number }));
  return production;
}

/** A fresh nonce for the confirmation; the one before it is forgotten. */
export async function nonce(tools: ProductionTools, tx: Tx, applicationId: string): Promise<Uint8Array> {
  const { production } = await at(tools, tx, applicationId, 'nonce');
  const made = randomBytes(32);
  const until = new Date(tools.clock.now().getTime() + NONCE_MS);
  await updateProduction(tx, production.id, { nonce: made, nonce_until: until });
  return new Uint8Array(made);
}

/**
 * The medium proved that the certificates are on it: the application's certificates are made (JX-45). Throws
 * CONFIRMATION_NONCE_WRONG, CONFIRMATION_SIGNATURE_WRONG, MEDIUM_WRONG, PRODUCTION_NOT_ISSUED.
 */
export async function confirm(
  tools: ProductionTools,
  tx: Tx,
  applicationId: string,
  asked: Confirmation & { readonly mediumSerial: string },
  actor: StaffActor,
): Promise<View> {
  const { subscriber, production } = await at(tools, tx, applicationId, 'confirm');
  refuseOtherMedium(production, asked.mediumSerial);
  const now = tools.clock.now();
  const current = production.nonce !== null && equalBytes(production.nonce, asked.nonce);
  const done = production.status === 'made';
  if (!current || (!done && (production.nonce_until === null || production.nonce_until < now))) {
    throw refuse('CONFIRMATION_NONCE_WRONG', { field: 'body.nonce' });
  }
  const pair = await tools.issuance.findPair(tx, applicationId);
  if (!pair) throw refuse('PRODUCTION_NOT_ISSUED');
  if (!proves(asked, pair.sign, tools.origins())) {
    throw refuse('CONFIRMATION_SIGNATURE_WRONG', {
      field: 'body.signature',
      params: { serial: production.medium_serial },
    });
  }
  if (done) return present(tools, subscriber, production);
  const by = await moverFor(tools.ports, tx, applicationId, movedBy(actor));
  await moveMedium(tx, tools.clock, await held(tx, production.medium_serial), 'make', {}, by);
  await updateProduction(tx, production.id, { status: 'made', made_at: now });
  await tools.ports.applications.made(tx, applicationId, pair.certificates, actor);
  await itemMade(tools.clock, tx, applicationId, production.medium_serial, actor.name);
  await tools.ports.audit(tx, fact('production.made', subscriber, actor, { medium: production.medium_serial }));
  return present(tools, subscriber, { ...production, status: 'made' });
}

async function find(tools: ProductionTools, db: Database, applicationId: string): Promise<Subscriber> {
  const subscriber = await tools.ports.applications.subscriber(db, applicationId);
  if (!subscriber) throw problem('NOT_FOUND');
  return subscriber;
}

/** The living production, held by the application's lock, if the step may be taken now. */
export async function at(tools: ProductionTools, tx: Tx, applicationId: string, step: ProductionStep) {
  await lockApplication(tx, applicationId);
  const subscriber = await find(tools, tx, applicationId);
  const production = await livingProduction(tx, applicationId);
  const refusal = refusesStep(production?.status ?? 'waiting', step);
  if (refusal) throw refuse(refusal);
  if (!production) throw refuse('PRODUCTION_NOT_PAIRED');
  return { subscriber, production };
}

export function refuseOtherMedium(production: ProductionRow, typed: string): void {
  const serial = readSerial(typed, 'body.mediumSerial');
  const expected = production.medium_serial;
  if (serial !== expected) throw refuse('MEDIUM_WRONG', { field: 'body.mediumSerial', params: { serial, expected } });
}

function readTransportKey(key: Uint8Array, serial: string): Uint8Array {
  try {
    assertPublicKey(key);
    return key;
  } catch (cause) {
    throw refuse('MEDIUM_KEY_WRONG', { field: 'body.transportKey', params: { serial }, cause });
  }
}

/** The medium of a serial with its row held; in the sandbox it takes itself into stock. Throws MEDIUM_UNKNOWN. */
async function inStock(tools: ProductionTools, tx: Tx, serial: string): Promise<MediumRow> {
  const known = await lockMedium(tx, serial);
  if (known) return known;
  if (!tools.selfRegistering) throw refuse('MEDIUM_UNKNOWN', { field: 'body.mediumSerial', params: { serial } });
  await registerMedia(tx, tools.clock, { kind: 'usb-key', model: 'sandbox', serials: [serial] });
  return held(tx, serial);
}

export async function held(tx: Tx, serial: string): Promise<MediumRow> {
  const medium = await lockMedium(tx, serial);
  if (!medium) throw refuse('MEDIUM_UNKNOWN', { params: { serial } });
  return medium;
}

/** For the medium's transport key only. The ciphertext differs each time, the content does not. */
function envelope(tools: ProductionTools, medium: MediumRow, card: CardRow): Uint8Array {
  if (!medium.transport_key || medium.sealed_admin_key === null) throw new Error('the medium was not paired');
  return sealPersonalisation(new Uint8Array(medium.transport_key), {
    pin: openPin(tools.sealing, card),
    adminKey: tools.sealing.open(medium.sealed_admin_key, adminKeyContext(medium.serial)),
    passwordCard: card.number,
  });
}

export function present(tools: ProductionTools, subscriber: Subscriber, production: ProductionRow | undefined): View {
  const { C, ST, L, O, OU, CN } = tools.issuance.subjectOf(subscriber);
  return {
    applicationId: subscriber.applicationId,
    status: production?.status ?? 'waiting',
    mediumSerial: production?.medium_serial ?? null,
    passwordCard: production?.password_card ?? null,
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

export function fact(
  action: AuditAction,
  subscriber: Subscriber,
  actor: StaffActor,
  details: NonNullable<Fact['details']>,
): Fact {
  return {
    actor: logged(actor),
    action,
    subject: { kind: 'application', id: subscriber.applicationId, label: subscriber.applicationNumber },
    details,
  };
}
