import type { MobileChangeView, NameCorrectionView } from '@yinxin/contract';
import { maskMobile } from '@yinxin/identifiers';
import type { StepClock } from '@yinxin/programme';
import type { z } from 'zod';
import type { AffectedOrder } from '../wiring.ts';
import type { MobileChange } from './mobile-change-store.ts';
import type { NameCorrection } from './name-correction-store.ts';
import { requestClock } from './rules.ts';

interface Seen {
  readonly clock: StepClock;
  readonly now: Date;
  /** Names of staff by id. */
  readonly names: ReadonlyMap<string, string>;
}

const nameOf = (names: Seen['names'], id: string | null) => (id === null ? null : (names.get(id) ?? null));

export function presentCorrection(
  one: NameCorrection,
  affected: readonly AffectedOrder[],
  seen: Seen,
): z.input<typeof NameCorrectionView> {
  return {
    id: one.id,
    number: one.number,
    status: one.status,
    organisationId: one.organisationId,
    creditCode: one.creditCode,
    registeredName: one.registeredName,
    rightName: one.rightName,
    rightCode: one.rightCode,
    note: one.note,
    hasProof: one.proof !== null,
    enteredBy: one.enteredBy,
    enteredByName: nameOf(seen.names, one.enteredByStaff),
    createdAt: one.createdAt.toISOString(),
    decidedAt: one.decidedAt?.toISOString() ?? null,
    answer: one.answer,
    clock: requestClock(one.createdAt, one.status, seen.clock, seen.now),
    affected: affected.map((order) => ({ ...order, state: { ...order.state } })),
  };
}

/** The new number is masked: staff compare it with the form, they do not need it here. */
export function presentChange(one: MobileChange, seen: Seen): z.input<typeof MobileChangeView> {
  return {
    id: one.id,
    number: one.number,
    status: one.status,
    creditCode: one.creditCode,
    organisationName: one.organisationName,
    newMobileMasked: maskMobile(one.newMobile),
    contactName: one.contactName,
    reason: one.reason,
    note: one.note,
    enteredBy: one.enteredBy,
    enteredByName: nameOf(seen.names, one.enteredByStaff),
    files: one.files.map(({ name, type }) => ({ name, mediaType: type })),
    createdAt: one.createdAt.toISOString(),
    decidedAt: one.decidedAt?.toISOString() ?? null,
    answer: one.answer,
    clock: requestClock(one.createdAt, one.status, seen.clock, seen.now),
  };
}
