import { assertPublicKey, equalBytes } from '@yinxin/gm';
import { humanNumber } from '@yinxin/identifiers';
import { certificateDigest, randomAdminKey, sealPersonalisation, verifyAttestation } from '@yinxin/token';
import { v7 as uuid } from 'uuid';
import type { IssuedPair } from '../../issuance/index.ts';
import type { Tx } from '../../platform/index.ts';
import { openPin } from '../cards.ts';
import { proves } from '../confirmation.ts';
import { refuse } from '../problems.ts';
import { moveMedium, readSerial } from '../stock.ts';
import { lockApplication } from '../store.ts';
import type { CardRow, MediaTables, MediumRow } from '../types.ts';
import { matchingCode, matchingPair, useCodes } from './codes.ts';
import { useNonce } from './nonces.ts';
import type { SelfServiceOrder } from './port.ts';
import { type MediumProof, pairOn, type Signed, vouchesFor } from './proof.ts';
import { held } from './provision.ts';
import type { MediumReport } from './reported.ts';
import { type InstallProof, type InstallStatus, PROOF_HOLDS_MS, refusesMedium } from './rules.ts';
import { installsOf, type Place, placesOf, wroteBefore } from './store.ts';
import type { InstallRow, SelfTables } from './tables.ts';
import { atStage, type Holder, holderFact, movedByHolder, ownOrder, type SelfTools } from './tools.ts';
import { forgetTries, refuseLocked, refuseWrong } from './tries.ts';

/** What the holder shows before anything is written. */
export interface ShownProofs {
  readonly passwordCard?: { readonly number: string } | undefined;
  readonly code?: string | undefined;
  readonly updateCodes?: readonly [string, string] | undefined;
}

export interface BeginAsked {
  readonly medium: MediumReport & { readonly serial: string; readonly transportKey: Uint8Array };
  readonly proofs: ShownProofs;
}

/** Context of the administrator key in a medium's row; the same as production's. */
export const adminKeyContext = (serial: string) => `medium.admin-key.${serial}`;

/** Where an installation stands, issuance having the last word: an answer lost on the way was still issued. */
export async function statusOf(
  tools: SelfTools,
  tx: Tx,
  row: InstallRow | undefined,
): Promise<{ readonly status: InstallStatus; readonly pair: IssuedPair | undefined }> {
  if (!row || row.status === 'abandoned') return { status: 'waiting', pair: undefined };
  const pair = await tools.issuance.findPair(tx, row.application_id, row.position);
  return { status: row.status === 'begun' && pair ? 'issued' : row.status, pair };
}

/** Proofs the next `begin` has to bring; none while earlier ones still hold. */
export function proofsNeeded(order: SelfServiceOrder, row: InstallRow | undefined, now: Date): readonly InstallProof[] {
  if (row?.proven_until && now < row.proven_until) return [];
  return order.install?.proofs ?? [];
}

/**
 * Begins or resumes the installation on one of the order's media: checks order, medium and proofs, and answers for a blank
 * medium the envelope with first PIN and administrator key, the same content every time. A refusal writes nothing but the
 * wrong try it cost. Throws what `SELF_SERVICE_PROBLEMS.begin` lists.
 */
export async function begin(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: BeginAsked,
  holder: Holder,
): Promise<{
  readonly order: SelfServiceOrder;
  readonly envelope: Uint8Array | null;
  /** The envelope holds no PIN. */
  readonly choosesPin: boolean;
  /** Digest of the certificate in use on the holder's own medium. */
  readonly renews: string | null;
}> {
  await lockApplication(tx, id);
  const order = await ownOrder(tools, tx, id, holder);
  const serial = readSerial(asked.medium.serial, 'body.medium.serial');
  const { place, row } = await placeFor(tx, order, serial, 'body.medium.serial');
  if (row?.status === 'installed') throw refuse('SELF_INSTALL_DONE', { params: { serial } });
  atStage(order, 'install');
  const medium = await held(tx, serial);
  const { status } = await statusOf(tools, tx, row);
  const ours = await wroteBefore(tx, id, serial);
  const refusal = refusesMedium(place.kind, status, asked.medium, ours);
  if (refusal) throw refuse(refusal, { field: 'body.medium', params: { serial } });
  const transportKey = ownKey(medium, asked.medium.transportKey);
  const proven = await prove(tools, tx, order, place, row, asked.proofs);
  const started = row ?? (await start(tools, tx, order, place));
  if (proven) {
    const until = new Date(tools.clock.now().getTime() + PROOF_HOLDS_MS);
    await update(tx, started.id, { proven_until: until });
  }
  await tools.ports.applications.installStarted(tx, id, serial);
  if (place.kind === 'same') {
    const { sign } = await pairOn(tools, tx, serial);
    return { order, envelope: null, choosesPin: false, renews: certificateDigest(sign) };
  }
  const known = await personalisable(tools, tx, medium, transportKey);
  return {
    order,
    envelope: await envelope(tools, tx, order, place, known),
    choosesPin: choosesPin(place),
    renews: null,
  };
}

/**
 * Takes the PKCS#10 request made inside the medium and answers the pair, issued by committed steps of their own: the same
 * key gets the same pair however often it asks, another key is refused. Where the medium is the holder's own, the
 * certificate in use vouches for the request. Throws SELF_INSTALL_NOT_BEGUN, SELF_VOUCHER_MISSING,
 * SELF_ATTESTATION_WRONG, and what
 * `Issuance.issuePair` throws.
 */
export async function request(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: {
    readonly mediumSerial: string;
    readonly request: Uint8Array;
    readonly vouched?: Signed | undefined;
    readonly attestation?: Uint8Array | undefined;
  },
  holder: Holder,
): Promise<{ readonly order: SelfServiceOrder; readonly pair: IssuedPair; readonly passwordCard: string | null }> {
  const { order, place, row } = await running(tools, tx, id, asked.mediumSerial, holder);
  const { serial, position } = place;
  if (row.status !== 'installed') {
    atStage(order, 'install');
    // Said again: refused when the order has become void meanwhile.
    await tools.ports.applications.installStarted(tx, id, serial);
    if (place.kind === 'same') await requireVoucher(tools, tx, order, serial, asked.request, asked.vouched);
    else await requireAttestation(tools, tx, serial, asked.request, asked.attestation);
  }
  const subscriber = await tools.ports.applications.subscriber(tx, id, position);
  if (!subscriber) throw new Error(`no subscriber of application ${id}`);
  const pair = await tools.issuance.issuePair(subscriber, serial, asked.request);
  if (row.status === 'begun') {
    await update(tx, row.id, { status: 'issued' });
    const serials = pair.certificates.map((one) => one.serial).join(' ');
    await tools.ports.audit(tx, holderFact('certificate.issued', order, { serials, medium: serial }));
  }
  return { order, pair, passwordCard: place.passwordCard };
}

/**
 * The medium proved with the new certificate that it holds it: made and installed; the codes of this installation work no
 * more. Repeating it changes nothing. Throws SELF_INSTALL_NOT_BEGUN, SELF_INSTALL_NOT_ISSUED, CONFIRMATION_*.
 */
export async function confirm(
  tools: SelfTools,
  tx: Tx,
  id: string,
  asked: MediumProof,
  holder: Holder,
): Promise<SelfServiceOrder> {
  const { order, place, row } = await running(tools, tx, id, asked.mediumSerial, holder);
  if (row.status === 'installed') return order;
  atStage(order, 'install');
  const { serial } = place;
  const { pair } = await statusOf(tools, tx, row);
  if (!pair) throw refuse('SELF_INSTALL_NOT_ISSUED', { params: { serial } });
  await useNonce(tx, tools.clock, id, 'install', asked.nonce);
  if (!proves(asked, pair.sign, tools.origins())) {
    throw refuse('CONFIRMATION_SIGNATURE_WRONG', { field: 'body.signature', params: { serial } });
  }
  const now = tools.clock.now();
  await written(tools, tx, order, place);
  await update(tx, row.id, { status: 'installed', installed_at: now, proven_until: null, sealed_pin: null });
  if (await isLast(tx, order)) await useCodes(tools, tx, id, ['install', 'update']);
  await tools.ports.applications.installed(tx, id, serial, pair.certificates);
  const serials = pair.certificates.map((one) => one.serial).join(' ');
  await tools.ports.audit(tx, holderFact('certificate.installed', order, { serials, medium: serial }));
  return (await tools.ports.applications.order(tx, id)) ?? order;
}

/** The medium's life goes on: its holder has it in hand, so without an activation to come it is in use. */
async function written(tools: SelfTools, tx: Tx, order: SelfServiceOrder, { kind, serial }: Place): Promise<void> {
  const by = movedByHolder(order);
  if (kind === 'same') {
    await moveMedium(tx, tools.clock, await held(tx, serial), 'rewrite', {}, by);
    return;
  }
  await moveMedium(tx, tools.clock, await held(tx, serial), 'make', {}, by);
  if (!order.activation) await moveMedium(tx, tools.clock, await held(tx, serial), 'activate', {}, by);
}

/** The installation of a medium that has begun. Throws SELF_MEDIUM_OTHER, SELF_INSTALL_NOT_BEGUN. */
async function running(tools: SelfTools, tx: Tx, id: string, typed: string, holder: Holder) {
  await lockApplication(tx, id);
  const order = await ownOrder(tools, tx, id, holder);
  const serial = readSerial(typed, 'body.mediumSerial');
  const { place, row } = await placeFor(tx, order, serial, 'body.mediumSerial');
  if (!row) throw refuse('SELF_INSTALL_NOT_BEGUN', { params: { serial } });
  return { order, place, row };
}

async function placeFor(
  tx: Tx,
  order: SelfServiceOrder,
  serial: string,
  field: string,
): Promise<{ readonly place: Place; readonly row: InstallRow | undefined }> {
  const places = await placesOf(tx, order);
  if (places.length === 0) atStage(order, 'install');
  const place = places.find((one) => one.serial === serial);
  if (!place) throw refuse('SELF_MEDIUM_OTHER', { field, params: { serial } });
  const row = (await installsOf(tx, order.applicationId)).find(({ position }) => position === place.position);
  return { place, row };
}

/** The transport key as reported, if it is one and the one known. Throws MEDIUM_KEY_WRONG. */
function ownKey(medium: MediumRow, reported: Uint8Array): Uint8Array {
  const wrong = (cause?: unknown) =>
    refuse('MEDIUM_KEY_WRONG', { field: 'body.medium.transportKey', params: { serial: medium.serial }, cause });
  try {
    assertPublicKey(reported);
  } catch (cause) {
    throw wrong(cause);
  }
  const known = [medium.recorded_key, medium.transport_key].filter((key) => key !== null);
  if (known.some((key) => !equalBytes(key, reported))) throw wrong();
  return reported;
}

/** Checks the proofs that are needed, one error for each (BJ-20). True when some were, false when earlier ones hold. */
async function prove(
  tools: SelfTools,
  tx: Tx,
  order: SelfServiceOrder,
  place: Place,
  row: InstallRow | undefined,
  shown: ShownProofs,
): Promise<boolean> {
  const needed = proofsNeeded(order, row, tools.clock.now());
  if (needed.length === 0) return false;
  const missing = needed.filter((proof) => !isShown(proof, shown));
  if (missing.length > 0) {
    throw refuse('SELF_PROOF_MISSING', { field: 'body.proofs', params: { proofs: missing.join(' ') } });
  }
  await refuseLocked(tx, order.applicationId, 'install');
  for (const proof of needed) {
    const wrong = await wrongProof(tools, tx, order, place, proof, shown);
    if (!wrong) continue;
    // Still under the order's lock: tries at the same time cannot overtake the count.
    await refuseWrong(tx, order.applicationId, 'install', (left) =>
      refuse(wrong.code, { field: wrong.field, params: { left } }),
    );
  }
  await forgetTries(tx, order.applicationId, 'install');
  return true;
}

function isShown(proof: InstallProof, shown: ShownProofs): boolean {
  switch (proof) {
    case 'password-card':
      return shown.passwordCard !== undefined;
    case 'code':
      return shown.code !== undefined;
    case 'update-codes':
      return shown.updateCodes !== undefined;
  }
}

type Wrong = {
  readonly code: 'SELF_CARD_NUMBER_WRONG' | 'SELF_CODE_WRONG' | 'SELF_UPDATE_CODES_WRONG';
  readonly field: string;
};

async function wrongProof(
  tools: SelfTools,
  tx: Tx,
  { applicationId }: SelfServiceOrder,
  place: Place,
  proof: InstallProof,
  shown: ShownProofs,
): Promise<Wrong | undefined> {
  switch (proof) {
    case 'password-card': {
      // Its password opens the medium, and is asked for there.
      const read = humanNumber.parse(shown.passwordCard?.number ?? '');
      const right = read.ok && read.number === place.passwordCard;
      return right ? undefined : { code: 'SELF_CARD_NUMBER_WRONG', field: 'body.proofs.passwordCard.number' };
    }
    case 'code': {
      const found = await matchingCode(tools, tx, applicationId, 'install', shown.code ?? '');
      return found ? undefined : { code: 'SELF_CODE_WRONG', field: 'body.proofs.code' };
    }
    case 'update-codes': {
      const found = await matchingPair(tools, tx, applicationId, shown.updateCodes ?? ['', '']);
      return found ? undefined : { code: 'SELF_UPDATE_CODES_WRONG', field: 'body.proofs.updateCodes' };
    }
  }
}

function cardOf(tx: Tx, number: string): Promise<CardRow> {
  const tables = tx.withTables<MediaTables>();
  return tables.selectFrom('password_card').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
}

/** Whether the first PIN of a medium is the applicant's own choice (BJ-02). */
export const choosesPin = (place: Pick<Place, 'kind' | 'passwordCard'>): boolean =>
  place.kind === 'provided' && place.passwordCard === null;

async function start(tools: SelfTools, tx: Tx, order: SelfServiceOrder, place: Place): Promise<InstallRow> {
  const id = uuid();
  const { applicationId, applicationNumber } = order;
  const { serial } = place;
  const row = await tx
    .withTables<SelfTables>()
    .insertInto('self_install')
    .values({
      id,
      application_id: applicationId,
      application_number: applicationNumber,
      position: place.position,
      medium_serial: serial,
      kind: place.kind,
      status: 'begun',
      sealed_pin: null,
      proven_until: null,
      begun_at: tools.clock.now(),
      installed_at: null,
      abandoned_at: null,
      abandoned_reason: null,
    })
    .onConflict((c) => c.doNothing())
    .returningAll()
    .executeTakeFirst();
  // Another order is at work on this medium.
  if (!row) throw refuse('SELF_MEDIUM_BUSY', { field: 'body.medium.serial', params: { serial } });
  await tools.ports.audit(tx, holderFact('installation.begun', order, { medium: serial }));
  return row;
}

/** A blank medium with its transport and administrator key known; they are fixed with the first envelope. */
async function personalisable(
  { sealing }: SelfTools,
  tx: Tx,
  medium: MediumRow,
  transportKey: Uint8Array,
): Promise<MediumRow> {
  if (medium.transport_key === null || medium.sealed_admin_key === null) {
    await tx
      .withTables<MediaTables>()
      .updateTable('medium')
      .set({
        transport_key: Buffer.from(transportKey),
        sealed_admin_key: sealing.seal(randomAdminKey(), adminKeyContext(medium.serial)),
      })
      .where('serial', '=', medium.serial)
      .execute();
  }
  return held(tx, medium.serial);
}

/** For the medium's transport key only. The ciphertext differs each time, the content does not. */
async function envelope(
  { sealing }: SelfTools,
  tx: Tx,
  order: SelfServiceOrder,
  place: Place,
  medium: MediumRow,
): Promise<Uint8Array> {
  if (!medium.transport_key || medium.sealed_admin_key === null) throw new Error('the medium has no keys');
  const pin = place.passwordCard === null ? null : openPin(sealing, await cardOf(tx, place.passwordCard));
  return sealPersonalisation(new Uint8Array(medium.transport_key), {
    pin,
    adminKey: sealing.open(medium.sealed_admin_key, adminKeyContext(medium.serial)),
    passwordCard: place.passwordCard,
    // BJ-05: what its holder chooses is no first PIN to be changed.
    pinChange: choosesPin(place) ? 'advised' : (order.provision?.pinChange ?? 'advised'),
  });
}

async function requireVoucher(
  tools: SelfTools,
  tx: Tx,
  order: SelfServiceOrder,
  serial: string,
  asked: Uint8Array,
  vouched: Signed | undefined,
): Promise<void> {
  if (!vouched) throw refuse('SELF_VOUCHER_MISSING', { field: 'body.vouched', params: { serial } });
  const inUse = await pairOn(tools, tx, serial);
  await useNonce(tx, tools.clock, order.applicationId, 'install', vouched.nonce, 'body.vouched.nonce');
  if (vouchesFor(tools, inUse.sign, asked, vouched)) return;
  throw refuse('CONFIRMATION_SIGNATURE_WRONG', { field: 'body.vouched.signature', params: { serial } });
}

/**
 * A blank medium vouches for its own request with what only it could read from the envelope, and only after its holder
 * gave the PIN: nobody gets certificates onto another key, or with the card alone. Throws SELF_ATTESTATION_WRONG.
 */
async function requireAttestation(
  { sealing }: SelfTools,
  tx: Tx,
  serial: string,
  asked: Uint8Array,
  attestation: Uint8Array | undefined,
): Promise<void> {
  const { sealed_admin_key: sealed } = await held(tx, serial);
  const adminKey = sealed === null ? null : sealing.open(sealed, adminKeyContext(serial));
  const claim = { serial, by: 'holder', request: asked } as const;
  if (adminKey !== null && attestation && verifyAttestation(adminKey, claim, attestation)) return;
  throw refuse('SELF_ATTESTATION_WRONG', { field: 'body.attestation', params: { serial } });
}

/** Whether every medium of the order is written now. */
async function isLast(tx: Tx, order: SelfServiceOrder): Promise<boolean> {
  const done = (await installsOf(tx, order.applicationId)).filter(({ status }) => status === 'installed');
  return done.length >= (await placesOf(tx, order)).length;
}

async function update(tx: Tx, id: string, change: Partial<InstallRow>): Promise<void> {
  await tx.withTables<SelfTables>().updateTable('self_install').set(change).where('id', '=', id).execute();
}
