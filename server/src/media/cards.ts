import type { CARD_PAPERS } from '@yinxin/contract';
import { renderPasswordMailer, renderPinCards } from '@yinxin/documents';
import { humanNumber } from '@yinxin/identifiers';
import { randomPin } from '@yinxin/token';
import { sql } from 'kysely';
import { type Clock, type Database, problem, type Sealing, type Tx } from '../platform/index.ts';
import { refuse } from './problems.ts';
import { cardAfter } from './rules.ts';
import type { CardRow, CardState, MediaTables } from './types.ts';

/** Prefixes of numbers people read: password card 密码卡, batch 批次. */
const CARD = 'MK';
const BATCH = 'MB';

/** What a sealed PIN belongs to: moved to another card's row it does not open. */
const pinContext = (number: string) => `password-card.pin.${number}`;

interface MadeCards {
  readonly batch: string;
  readonly numbers: readonly string[];
}

/** Makes a batch of cards: number, and an initial PIN of eight random digits that nobody has seen. */
export function makeCards(tx: Tx, clock: Clock, sealing: Sealing, count: number): Promise<MadeCards> {
  return insertCards(
    tx,
    clock,
    sealing,
    Array.from({ length: count }, () => null),
  );
}

/**
 * Cards misprinted, spoiled or lost before they were given to a medium: the old ones are void and their PINs forgotten, new
 * cards with new PINs take their place. Throws PASSWORD_CARD_UNKNOWN, PASSWORD_CARD_VOID, and PASSWORD_CARD_IN_MEDIUM for
 * one whose PIN is inside a medium already.
 */
export async function replaceCards(
  tx: Tx,
  clock: Clock,
  sealing: Sealing,
  asked: { readonly numbers: readonly string[]; readonly reason: string },
): Promise<MadeCards & { readonly replaced: readonly string[] }> {
  const replaced: string[] = [];
  for (const typed of asked.numbers) {
    const { number, state, medium_serial: serial } = await lockCard(tx, typed, 'body.numbers');
    if (replaced.includes(number)) continue;
    const field = 'body.numbers';
    if (state === 'assigned')
      throw refuse('PASSWORD_CARD_IN_MEDIUM', { field, params: { number, serial: serial ?? '' } });
    if (state === 'destroyed') throw refuse('PASSWORD_CARD_VOID', { field, params: { number } });
    await destroyCard(tx, number, asked.reason);
    replaced.push(number);
  }
  return { ...(await insertCards(tx, clock, sealing, replaced)), replaced };
}

/** One card for each entry: the number of the card it replaces, or null. */
async function insertCards(
  tx: Tx,
  clock: Clock,
  sealing: Sealing,
  places: readonly (string | null)[],
): Promise<MadeCards> {
  const now = clock.now();
  const batch = humanNumber.make(BATCH, now, (await take(tx, BATCH, now, 1))[0] ?? 0);
  const numbers = (await take(tx, CARD, now, places.length)).map((sequence) => humanNumber.make(CARD, now, sequence));
  await tx
    .withTables<MediaTables>()
    .insertInto('password_card')
    .values(
      numbers.map((number, at) => ({
        number,
        batch,
        state: 'fresh' as const,
        sealed_pin: sealing.seal(randomPin(''), pinContext(number)),
        application_id: null,
        medium_serial: null,
        made_at: now,
        printed_at: null,
        replaces: places[at] ?? null,
        void_reason: null,
      })),
    )
    .execute();
  return { batch, numbers };
}

/** The next `count` sequence numbers of a prefix and the day in Asia/Shanghai. */
export async function take(tx: Tx, prefix: string, now: Date, count: number): Promise<number[]> {
  const day = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const { last } = await tx
    .withTables<MediaTables>()
    .insertInto('media_counter')
    .values({ prefix, day, last: count })
    .onConflict((c) => c.columns(['prefix', 'day']).doUpdateSet({ last: sql<number>`media_counter.last + ${count}` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return Array.from({ length: count }, (_, index) => last - count + 1 + index);
}

/** The card of a typed or scanned number, its row held. Throws PASSWORD_CARD_UNKNOWN. */
export async function lockCard(tx: Tx, typed: string, field = 'body.passwordCard'): Promise<CardRow> {
  const read = humanNumber.parse(typed);
  const card = read.ok
    ? await tx
        .withTables<MediaTables>()
        .selectFrom('password_card')
        .selectAll()
        .where('number', '=', read.number)
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!card) throw refuse('PASSWORD_CARD_UNKNOWN', { field, params: { number: typed } });
  return card;
}

/** Gives a card to a medium. Throws PASSWORD_CARD_USED. */
export async function assignCard(tx: Tx, card: CardRow, applicationId: string, mediumSerial: string): Promise<void> {
  const state = cardAfter(card.state, 'assign');
  if (!state) throw refuse('PASSWORD_CARD_USED', { field: 'body.passwordCard', params: { number: card.number } });
  await tx
    .withTables<MediaTables>()
    .updateTable('password_card')
    .set({ state, application_id: applicationId, medium_serial: mediumSerial })
    .where('number', '=', card.number)
    .execute();
}

/** Takes a card out of use; its PIN is forgotten. `reason`: why another is made in its place. */
export async function destroyCard(tx: Tx, number: string, reason: string | null = null): Promise<void> {
  await tx
    .withTables<MediaTables>()
    .updateTable('password_card')
    .set({ state: 'destroyed', sealed_pin: null, void_reason: reason })
    .where('number', '=', number)
    .execute();
}

/** The initial PIN of a card: for the envelope to the medium, the paper, and the sandbox's parcel. Never for staff. */
export function openPin(sealing: Sealing, card: Pick<CardRow, 'number' | 'sealed_pin'>): string {
  if (card.sealed_pin === null) throw refuse('PASSWORD_CARD_USED', { params: { number: card.number } });
  return sealing.open(card.sealed_pin, pinContext(card.number));
}

/**
 * Prints a batch as PDF, once: the mark is committed with the caller's transaction before anybody gets the paper. Throws
 * NOT_FOUND, ALREADY_PRINTED.
 */
export async function printBatch(
  tx: Tx,
  clock: Clock,
  sealing: Sealing,
  batch: string,
  { paper, authority }: { readonly paper: (typeof CARD_PAPERS)[number]; readonly authority: string },
): Promise<{ readonly pdf: Uint8Array; readonly count: number }> {
  const tables = tx.withTables<MediaTables>();
  const cards = await tables
    .selectFrom('password_card')
    .selectAll()
    .where('batch', '=', batch)
    .orderBy('number')
    .forUpdate()
    .execute();
  if (cards.length === 0) throw problem('NOT_FOUND');
  if (cards.some((card) => card.printed_at !== null)) throw refuse('ALREADY_PRINTED');
  const now = clock.now();
  const alive = cards.filter((card) => cardAfter(card.state, 'print') !== undefined);
  for (const card of alive) {
    await tables
      .updateTable('password_card')
      .set({ state: cardAfter(card.state, 'print') ?? card.state, printed_at: now })
      .where('number', '=', card.number)
      .execute();
  }
  const render = paper === 'folded' ? renderPasswordMailer : renderPinCards;
  const { pdf } = await render(
    alive.map((card) => ({
      number: card.number,
      pin: openPin(sealing, card),
      medium: card.medium_serial ?? TO_BE_WRITTEN,
      recipient: TO_BE_WRITTEN,
    })),
    { authority, printedAt: now },
  );
  return { pdf, count: alive.length };
}
/** A card printed before its medium is known: filled in by hand. */
const TO_BE_WRITTEN = '________________';

export async function listCards(
  db: Database,
  query: { readonly page: number; readonly size: number; readonly state?: CardState | undefined },
): Promise<{ readonly items: readonly CardRow[]; readonly total: number }> {
  let from = db.withTables<MediaTables>().selectFrom('password_card');
  if (query.state) from = from.where('state', '=', query.state);
  const items = await from
    .selectAll()
    .orderBy('made_at', 'desc')
    .orderBy('number')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  const { total } = await from.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { items, total };
}
