import { logged, type StaffActor } from '../../issuance/index.ts';
import type { Tx } from '../../platform/index.ts';
import { refuse } from '../problems.ts';
import { lockMedium, movedBy, moveMedium, readSerial } from '../stock.ts';
import type { MediumRow } from '../types.ts';
import type { StockTools } from './receipts.ts';

/** Media taken out by an operator, who signs for them themselves. Throws MEDIUM_*, MEDIUM_HANDED_OUT. */
export function handOut(tools: StockTools, tx: Tx, serials: readonly string[], actor: StaffActor): Promise<number> {
  return moveAll(tools, tx, serials, 'hand-out', actor, (medium) => {
    if (medium.handed_to !== null && medium.handed_to !== actor.id) throw inOtherHands(medium);
    return { handed_to: actor.id, handed_name: actor.name };
  });
}

/** Unused media brought back by the operator who has them. Throws MEDIUM_*, MEDIUM_HANDED_OUT, MEDIUM_NOT_HANDED_OUT. */
export function handBack(tools: StockTools, tx: Tx, serials: readonly string[], actor: StaffActor): Promise<number> {
  return moveAll(tools, tx, serials, 'hand-back', actor, (medium) => {
    if (medium.handed_to === null) throw refuse('MEDIUM_NOT_HANDED_OUT', { params: { serial: medium.serial } });
    if (medium.handed_to !== actor.id) throw inOtherHands(medium);
    return { handed_to: null, handed_name: null };
  });
}

/** Media moved to another place. Throws MEDIUM_*, MEDIUM_HANDED_OUT while an operator has one. */
export function transfer(
  tools: StockTools,
  tx: Tx,
  asked: { readonly serials: readonly string[]; readonly place: string },
  actor: StaffActor,
): Promise<number> {
  const { serials, place } = asked;
  return moveAll(
    tools,
    tx,
    serials,
    'transfer',
    actor,
    (medium) => {
      if (medium.handed_to !== null) throw inOtherHands(medium);
      return { place };
    },
    place,
  );
}

const inOtherHands = ({ serial, handed_name }: MediumRow) =>
  refuse('MEDIUM_HANDED_OUT', { params: { serial, name: handed_name ?? '' } });

/** One after another in the order of their serials, so that two people with the same media cannot wait for each other. */
async function moveAll(
  { clock, ports }: StockTools,
  tx: Tx,
  typed: readonly string[],
  move: 'hand-out' | 'hand-back' | 'transfer',
  actor: StaffActor,
  change: (medium: MediumRow) => Partial<Pick<MediumRow, 'place' | 'handed_to' | 'handed_name'>>,
  note?: string,
): Promise<number> {
  const serials = [...new Set(typed.map((serial, at) => readSerial(serial, `body.serials.${at}`)))].toSorted();
  for (const serial of serials) {
    const medium = await lockMedium(tx, serial);
    if (!medium) throw refuse('MEDIUM_UNKNOWN', { field: 'body.serials', params: { serial } });
    await moveMedium(tx, clock, medium, move, change(medium), movedBy(actor, note));
  }
  await ports.audit(tx, {
    actor: logged(actor),
    action: `media.${move}`,
    subject: { kind: 'stock', id: serials[0] ?? '', label: serials[0] ?? '' },
    details: { count: serials.length, serials: serials.join(' '), ...(note === undefined ? {} : { place: note }) },
  });
  return serials.length;
}
