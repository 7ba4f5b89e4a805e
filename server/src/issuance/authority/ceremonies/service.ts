import type { AuditAction, CeremonyAct } from '@yinxin/contract';
import { v7 as uuid } from 'uuid';
import { type Clock, type Database, type Jobs, Problem, type Tx, transaction } from '../../../platform/index.ts';
import type { StatusAddresses } from '../../addresses.ts';
import type { Journal } from '../../journal/journal.ts';
import { type Fact, type IssuancePorts, logged, type StaffActor, SYSTEM } from '../../ports.ts';
import { refuse } from '../../problems.ts';
import type { Authorities } from '../registry.ts';
import { houseOf } from '../snapshot.ts';
import { checkAct } from './check.ts';
import { finish, prepare } from './execute.ts';
import { consequencesOf, targetOf } from './rules.ts';
import { type CeremonyRow, insertCeremony, readCeremony, updateCeremony, waitingCeremonies } from './store.ts';

export const CEREMONY_QUEUE = 'issuance-ceremony';

/** What ceremonies work with. `db` is the pool: each half commits by itself. */
export interface CeremonyTools {
  readonly db: Database;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly ports: IssuancePorts;
  readonly journal: Journal;
  readonly addresses: StatusAddresses;
  readonly authorities: Authorities;
  /** Tests stop the process here. */
  readonly after?: (half: 'prepared' | 'recorded' | 'done') => void;
}

/** Proposes a ceremony. Throws what `checkAct` throws, and CEREMONY_PENDING. */
export async function propose(
  tools: CeremonyTools,
  tx: Tx,
  act: CeremonyAct,
  reason: string,
  by: StaffActor,
): Promise<CeremonyRow> {
  const at = tools.clock.now();
  await checkAct(tx, act, { stores: tools.authorities.stores, now: at }).catch(async (error: unknown) => {
    if (error instanceof Problem) await noteRefusal(tools, act, by, error);
    throw error;
  });
  const id = uuid();
  const target = targetOf(act);
  const made = { id, act, target, reason, consequences: consequencesOf(act), by, at };
  if (!(await insertCeremony(tx, made))) throw refuse('CEREMONY_PENDING', { params: { name: target } });
  await tools.ports.audit(tx, fact('ceremony.proposed', logged(by), { id, target, act }, { reason }));
  return readCeremony(tx, id);
}

/**
 * Decides a ceremony; an approved one is held by a job at once. Throws NOT_FOUND, CEREMONY_DECIDED, CEREMONY_OWN, and what
 * `checkAct` throws if things have changed since it was proposed.
 */
export async function decide(
  tools: CeremonyTools,
  tx: Tx,
  id: string,
  decision: 'approve' | 'refuse',
  note: string,
  by: StaffActor,
): Promise<CeremonyRow> {
  const row = await readCeremony(tx, id, true);
  // What was approved and cannot be begun may still be given up.
  const isStuck = row.status === 'approved' && row.prepared === null && row.problem !== null;
  if (row.status !== 'proposed' && !(isStuck && decision === 'refuse')) throw refuse('CEREMONY_DECIDED');
  if (row.proposed_by === by.id) throw refuse('CEREMONY_OWN');
  const at = tools.clock.now();
  if (decision === 'approve') await checkAct(tx, row.act, { stores: tools.authorities.stores, now: at });
  await updateCeremony(tx, id, {
    status: decision === 'approve' ? 'approved' : 'refused',
    decided_by: by.id,
    decided_by_name: by.name,
    decided_at: at,
    note,
  });
  const action = decision === 'approve' ? 'ceremony.approved' : 'ceremony.refused';
  await tools.ports.audit(tx, fact(action, logged(by), row, { note, proposedBy: row.proposed_by_name }));
  if (decision === 'approve') await tools.jobs.enqueue(tx, CEREMONY_QUEUE, { id });
  return readCeremony(tx, id);
}

/** Tries an approved ceremony again, by hand. Throws NOT_FOUND, CEREMONY_NOT_APPROVED. */
export async function runAgain(tools: CeremonyTools, tx: Tx, id: string): Promise<CeremonyRow> {
  const row = await readCeremony(tx, id, true);
  if (row.status !== 'approved') throw refuse('CEREMONY_NOT_APPROVED');
  await tools.jobs.enqueue(tx, CEREMONY_QUEUE, { id });
  return row;
}

/**
 * Holds an approved ceremony, from wherever it stands: prepared and recorded first, then signed and stored. Safe to call
 * at any time and from several processes at once: its row is held, and what was stored is signed, never something new.
 * A refusal is kept in the ceremony (`problem`); it is tried again with the next call.
 */
export async function hold(tools: CeremonyTools, id: string): Promise<void> {
  try {
    await prepareOnce(tools, id);
    tools.after?.('prepared');
    await tools.journal.flush();
    await tools.authorities.refresh();
    tools.after?.('recorded');
    await finishOnce(tools, id);
    await tools.journal.flush();
    await tools.authorities.refresh();
    tools.after?.('done');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await noteProblem(tools, id, error);
  }
}

/** Everything approved and not done: at start, and whenever a key is back. */
export async function holdWaiting(tools: CeremonyTools): Promise<void> {
  for (const id of await waitingCeremonies(tools.db)) await hold(tools, id);
}

function prepareOnce(tools: CeremonyTools, id: string): Promise<void> {
  const { db, clock, authorities, journal } = tools;
  return transaction(db, async (tx) => {
    const row = await readCeremony(tx, id, true);
    if (row.status !== 'approved' || row.prepared !== null) return;
    const now = clock.now();
    await checkAct(tx, row.act, { stores: authorities.stores, now });
    const made = await prepare(tx, row, now, tools);
    await updateCeremony(tx, id, { prepared: JSON.stringify(made.prepared), problem: null });
    if (made.journal.length > 0) await journal.note(tx, ...made.journal);
  });
}

function finishOnce(tools: CeremonyTools, id: string): Promise<void> {
  const { db, clock, ports } = tools;
  return transaction(db, async (tx) => {
    const row = await readCeremony(tx, id, true);
    if (row.status !== 'approved' || row.prepared === null) return;
    const now = clock.now();
    const serials = await finish(tx, row.prepared, now, tools);
    const { authority } = row.prepared;
    await updateCeremony(tx, id, {
      status: 'done',
      done_at: now,
      problem: null,
      authority,
      serials: JSON.stringify(serials),
    });
    const details = { serials: serials.join(' '), proposedBy: row.proposed_by_name, decidedBy: row.decided_by_name };
    await ports.audit(tx, fact('ceremony.done', SYSTEM, row, details));
    // A backup from before this ceremony gets the CA back from here.
    await tools.journal.note(tx, { kind: 'house', v: 2, house: await houseOf(tx) });
  });
}

/** Who proposed what cannot be done; in a transaction of its own, for the caller's does not come to pass. */
function noteRefusal({ db, ports }: CeremonyTools, act: CeremonyAct, by: StaffActor, { code }: Problem): Promise<void> {
  const subject = { kind: 'authority', id: targetOf(act), label: targetOf(act) };
  const details = { kind: act.kind, code };
  return transaction(db, (tx) =>
    ports.audit(tx, { actor: logged(by), action: 'ceremony.not-possible', subject, details }),
  );
}

async function noteProblem({ db, ports }: CeremonyTools, id: string, { code }: Problem): Promise<void> {
  await transaction(db, async (tx) => {
    const row = await readCeremony(tx, id, true);
    if (row.status !== 'approved' || row.problem === code) return;
    await updateCeremony(tx, id, { problem: code });
    await ports.audit(tx, fact('ceremony.waits', SYSTEM, row, { code }));
  });
}

function fact(
  action: AuditAction,
  actor: Fact['actor'],
  row: Pick<CeremonyRow, 'id' | 'target' | 'act'>,
  details: NonNullable<Fact['details']>,
): Fact {
  return {
    actor,
    action,
    subject: { kind: 'ceremony', id: row.id, label: row.target },
    details: { kind: row.act.kind, ...details },
  };
}
