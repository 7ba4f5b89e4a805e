import type { Programme } from '@yinxin/programme';
import type { Database, Sealing, Tx } from '../../platform/index.ts';
import { projectOf } from '../engine/context.ts';
import type { ApplicationEvent, Recorded } from '../engine/events.ts';
import { notYet } from '../engine/stages/open.ts';
import type { ApplicationState } from '../engine/state.ts';
import { type Rules, type Task, tasksOf } from '../engine/waiting.ts';
import { stateLabel } from '../present/parts.ts';
import { knownStates, type Seen } from './known.ts';
import { remembered } from './opened.ts';
import type { ApplicationTables } from './tables.ts';

const EVENT = 'application_event.data';
const STATE = 'application.state';
const TRACKING = 'application.tracking';
const MOBILE = 'application.handler-mobile';
const INVOICE = 'application.invoice';
const tables = (db: Database) => db.withTables<ApplicationTables>();
type Row = ApplicationTables['application'];
type EventRow = ApplicationTables['application_event'];

/** One order from its first event to where it stands. */
export interface Life {
  readonly state: ApplicationState;
  readonly history: readonly Recorded[];
}

/** Histories and states of applications: events append-only, the state beside them in the same transaction. */
export interface Histories {
  /** The state, locked until the transaction ends, so that commands to one order wait for each other. */
  lock(tx: Tx, id: string): Promise<ApplicationState | undefined>;
  /** Only the lock, without reading the state: for a projection that is written again. */
  hold(tx: Tx, id: string): Promise<void>;
  state(db: Database, id: string): Promise<ApplicationState | undefined>;
  /** The states of orders a list found, in its order; what did not change since it was last read is not read again. */
  states(db: Database, found: readonly Seen[]): Promise<ApplicationState[]>;
  history(db: Database, id: string): Promise<Recorded[]>;
  /** Appends events and writes state, index columns and tasks that follow from them. */
  append(tx: Tx, rules: Rules, state: ApplicationState, events: readonly Recorded[]): Promise<void>;
  /** Writes whole histories of orders that are not here yet, with what follows from them: many at once, few statements. */
  add(tx: Tx, programme: Programme, lives: readonly Life[]): Promise<void>;
  /** The rows of one order as `add` writes them. */
  rows(programme: Programme, life: Life): { readonly row: Row; readonly events: readonly EventRow[] };
  /** Writes the projection of a state again (`yinxin rebuild`). */
  project(tx: Tx, rules: Rules, state: ApplicationState): Promise<void>;
  open(sealed: string): ApplicationState;
  /** What a tracking number, mobile or invoice number is looked up by. */
  trackingIndex(number: string): string;
  mobileIndex(mobile: string): string;
  invoiceIndex(number: string): string;
}

export function histories(sealing: Sealing): Histories {
  // Written by `project` from a typed state and authenticated by the seal: no other shape can come out.
  const open = remembered((sealed): ApplicationState => upToDate(JSON.parse(sealing.open(sealed, STATE))));
  const openEvent = (sealed: string): { event: ApplicationEvent; name: string } =>
    JSON.parse(sealing.open(sealed, EVENT));
  const trackingIndex = (number: string) => sealing.blindIndex(number, TRACKING);
  const mobileIndex = (mobile: string) => sealing.blindIndex(mobile, MOBILE);
  const invoiceIndex = (number: string) => sealing.blindIndex(number, INVOICE);

  const rowOf = (state: ApplicationState, programme: Programme): Row => ({
    ...clear(state, programme),
    ...indexes(state, programme),
    state: sealing.seal(JSON.stringify(state), STATE),
  });

  const eventRows = (id: string, events: readonly Recorded[]): EventRow[] =>
    events.map(({ version, at, actor, event }) => ({
      application_id: id,
      version,
      type: event.type,
      at: new Date(at),
      actor_kind: actor.kind,
      actor_id: actor.id,
      data: sealing.seal(JSON.stringify({ event, name: actor.name }), EVENT),
    }));

  const project: Histories['project'] = async (tx, rules, state) => {
    const row = rowOf(state, rules.programme);
    const { id, number, created_at, ...changing } = row;
    await tables(tx)
      .insertInto('application')
      .values(row)
      .onConflict((c) => c.column('id').doUpdateSet(changing))
      .execute();
    await replaceTasks(tx, state, tasksOf(state, rules));
  };

  const indexes = (state: ApplicationState, programme: Programme) => {
    const field = projectOf(programme, state).fields.find((f) => f.kind === 'mobile');
    const mobile = field && state.fields[field.code]?.value;
    return {
      papers_in: state.papers.trackingNumber && trackingIndex(state.papers.trackingNumber),
      parcel_out: state.delivery.trackingNumber && trackingIndex(state.delivery.trackingNumber),
      handler_mobile: mobile ? mobileIndex(mobile) : null,
      invoice: state.invoice.number && invoiceIndex(state.invoice.number),
    };
  };

  return {
    open,
    states: knownStates(open),
    trackingIndex,
    mobileIndex,
    invoiceIndex,
    project,
    rows: (programme, { state, history }) => ({ row: rowOf(state, programme), events: eventRows(state.id, history) }),
    async lock(tx, id) {
      const row = await tables(tx)
        .selectFrom('application')
        .select('state')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      return row && open(row.state);
    },
    async hold(tx, id) {
      await tables(tx).selectFrom('application').select('id').where('id', '=', id).forUpdate().execute();
    },
    async state(db, id) {
      const row = await tables(db).selectFrom('application').select('state').where('id', '=', id).executeTakeFirst();
      return row && open(row.state);
    },
    async history(db, id) {
      const rows = await tables(db)
        .selectFrom('application_event')
        .select(['version', 'at', 'actor_kind', 'actor_id', 'data'])
        .where('application_id', '=', id)
        .orderBy('version')
        .execute();
      return rows.map((row) => {
        const { event, name } = openEvent(row.data);
        return {
          version: row.version,
          at: row.at.toISOString(),
          actor: { kind: actorKind(row.actor_kind), id: row.actor_id, name },
          event,
        };
      });
    },
    async append(tx, rules, state, events) {
      if (events.length === 0) return;
      await tables(tx).insertInto('application_event').values(eventRows(state.id, events)).execute();
      await project(tx, rules, state);
    },
    async add(tx, programme, lives) {
      if (lives.length === 0) return;
      const events = lives.flatMap(({ state, history }) => eventRows(state.id, history));
      await tables(tx).insertInto('application_event').values(events).execute();
      const rows = lives.map(({ state }) => rowOf(state, programme));
      await tables(tx).insertInto('application').values(rows).execute();
      const tasks = lives.flatMap(({ state }) => taskRows(state, tasksOf(state, { programme })));
      if (tasks.length > 0) await tables(tx).insertInto('application_task').values(tasks).execute();
    },
  };
}

/** A state written before the house knew more: what it lacks had not happened. */
function upToDate(written: ApplicationState): ApplicationState {
  const review = { ...neverDecided, ...written.review };
  const state = { ...written, review, invoice: { ...neverIssued, ...written.invoice } };
  if (state.install !== undefined) return state;
  const received = { receivedAt: null, receivedBy: null };
  return { ...notYet, ...state, delivery: { ...state.delivery, ...received } };
}

const neverDecided = { passedAt: null };
const neverIssued = { reversal: null, parcel: null };

function actorKind(text: string): Recorded['actor']['kind'] {
  return text === 'applicant' || text === 'staff' ? text : 'system';
}

/** The columns that lists, queues and searches need in clear. */
function clear(state: ApplicationState, programme: Programme) {
  return {
    id: state.id,
    number: state.number,
    organisation_id: state.organisation.id,
    credit_code: state.organisation.creditCode,
    // Only the name of an organisation is public: a person's stands in the sealed state alone.
    organisation_name: state.organisation.creditCode === '' ? '' : state.organisation.name,
    programme: state.programme,
    programme_version: state.programmeVersion,
    project: state.project,
    service: state.service,
    stage: state.stage,
    state_code: stateLabel(state, programme).code,
    void: state.void !== null,
    paid: state.payment.paidAt !== null,
    version: state.version,
    created_at: new Date(state.createdAt),
    submitted_at: state.submittedAt === null ? null : new Date(state.submittedAt),
    held_by: state.review.heldBy?.id ?? null,
    held_until: state.review.heldBy ? new Date(state.review.heldBy.until) : null,
    medium_serial: state.production.mediumSerial,
    subject_holding: state.subject?.holding ?? null,
  };
}

async function replaceTasks(tx: Tx, state: ApplicationState, tasks: readonly Task[]): Promise<void> {
  await tables(tx).deleteFrom('application_task').where('application_id', '=', state.id).execute();
  if (tasks.length === 0) return;
  await tables(tx).insertInto('application_task').values(taskRows(state, tasks)).execute();
}

function taskRows(state: ApplicationState, tasks: readonly Task[]) {
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return tasks.map((task) => ({
    application_id: state.id,
    queue: task.queue,
    project: state.project,
    since: new Date(task.since),
    open_from: new Date(task.openFrom),
    target: date(task.target),
    promise: date(task.promise),
  }));
}
