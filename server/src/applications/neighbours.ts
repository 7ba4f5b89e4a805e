import type { LocalText } from '@yinxin/programme';
import type { Database, Tx } from '../platform/index.ts';
import { projectOf } from './engine/context.ts';
import { bar } from './engine/decide.ts';
import type { ApplicationState } from './engine/state.ts';
import { stateLabel } from './present/parts.ts';
import { refusal, refusalProblem } from './problems.ts';
import { type Applications, SYSTEM } from './service.ts';
import { type FoundOrder, findOrders, type SoughtOrders } from './store/find.ts';
import type { Histories } from './store/history.ts';
import { openOf } from './store/queries.ts';
import type { ApplicationTables } from './store/tables.ts';

/** An order that a correction of the name makes void (JX-09). */
export interface AffectedOrder {
  readonly id: string;
  readonly number: string;
  readonly state: LocalText;
  readonly paid: boolean;
}

/** The orders of an organisation, for the directory. */
export function ordersOfOrganisation(applications: Applications, histories: Histories) {
  const affected = async (db: Database, state: ApplicationState): Promise<AffectedOrder> => {
    const programme = await applications.programmeOf(db, state);
    const { id, number, payment } = state;
    return { id, number, state: stateLabel(state, programme).label, paid: payment.paidAt !== null };
  };
  return {
    /** Orders that are neither finished nor void. */
    async open(db: Database, organisationId: string): Promise<readonly AffectedOrder[]> {
      const states = await openOf(db, histories, organisationId);
      return await Promise.all(states.map((state) => affected(db, state)));
    },
    /** Makes all open orders void because the registered name was wrong (JX-09), in the caller's transaction. */
    async voidAll(tx: Tx, organisationId: string, staffId: string): Promise<readonly AffectedOrder[]> {
      const made: AffectedOrder[] = [];
      const actor = { kind: 'staff', id: staffId, name: '', roles: ['back-office'] } as const;
      for (const { id } of await openOf(tx, histories, organisationId)) {
        const state = await applications.execute(tx, id, { type: 'void', wrong: 'name', note: null }, actor);
        made.push(await affected(tx, state));
      }
      return made;
    },
  };
}

/** Orders as those see them who hold something of one in hand. */
export function lookUps(histories: Histories) {
  return {
    /** For the search of the console: orders by numbers, mobile or organisation, at most `limit`. */
    find: (db: Database, sought: SoughtOrders, limit: number): Promise<readonly FoundOrder[]> =>
      findOrders(db, histories, sought, limit),
    /** The order a parcel out was sent for, by its tracking number. */
    async byParcel(db: Database, trackingNumber: string): Promise<string | undefined> {
      const row = await db
        .withTables<ApplicationTables>()
        .selectFrom('application')
        .select('id')
        .where('parcel_out', '=', histories.trackingIndex(trackingNumber))
        .executeTakeFirst();
      return row?.id;
    },
    async byNumber(db: Database, number: string): Promise<string | undefined> {
      const row = await db
        .withTables<ApplicationTables>()
        .selectFrom('application')
        .select('id')
        .where('number', '=', number)
        .executeTakeFirst();
      return row?.id;
    },
    /**
     * The most urgent orders that wait at the production desk, least time left first, their rows held until the caller's
     * transaction ends; what somebody else is just taking is passed over.
     */
    async waitingToBeMade(
      tx: Tx,
      asked: {
        readonly now: Date;
        readonly limit: number;
        readonly project?: string;
        readonly except: readonly string[];
      },
    ): Promise<readonly { readonly id: string; readonly number: string; readonly name: string }[]> {
      let query = tx
        .withTables<ApplicationTables>()
        .selectFrom('application_task')
        .innerJoin('application', 'application.id', 'application_task.application_id')
        .where('application_task.queue', '=', 'production')
        .where('application_task.open_from', '<=', asked.now)
        .where('application.stage', '=', 'production');
      if (asked.project !== undefined) query = query.where('application_task.project', '=', asked.project);
      if (asked.except.length > 0) query = query.where('application.id', 'not in', [...asked.except]);
      const rows = await query
        .select(['application.id', 'application.number', 'application.organisation_name as name', 'application.state'])
        .orderBy('application_task.target', (order) => order.asc().nullsLast())
        .orderBy('application_task.since')
        .orderBy('application.id')
        .limit(asked.limit)
        .forUpdate('application')
        .skipLocked()
        .execute();
      return rows.map(({ id, number, name, state }) => ({
        id,
        number,
        name: name === '' ? histories.open(state).organisation.name : name,
      }));
    },
  };
}

/** An order's bill, whether or not it may be paid now. */
export interface Bill {
  readonly applicationId: string;
  readonly applicationNumber: string;
  readonly organisationId: string;
  readonly payer: string;
  /** 0 before the price is fixed. */
  readonly amountFen: number;
  readonly subject: LocalText;
}

/** What money tells an order; more than this room listens to is ignored. */
export type MoneyNews =
  | { readonly type: 'charge-opened'; readonly chargeId: string; readonly attemptId: string }
  | { readonly type: 'payment-settled'; readonly chargeId: string; readonly amountFen: number; readonly paidAt: string }
  | { readonly type: 'payment-failed'; readonly text: LocalText };

/** Orders as the money room sees them. */
export function payables(applications: Applications) {
  const billOf = async (tx: Tx, state: ApplicationState) => {
    const context = await applications.context(tx, state, SYSTEM);
    const name = projectOf(context.programme, state).name;
    const bill: Bill = {
      applicationId: state.id,
      applicationNumber: state.number,
      organisationId: state.organisation.id,
      payer: state.organisation.name,
      amountFen: state.price?.totalFen ?? 0,
      subject: { zh: `${name.zh}数字证书，订单 ${state.number}`, en: `Certificate ${name.en}, order ${state.number}` },
    };
    return { bill, barred: bar(state, { type: 'charge-opened' }, context) };
  };
  return {
    /** What is to be paid. Throws ORDER_NOT_FOUND, PAYMENT_NOT_YET, ALREADY_PAID, ORDER_VOID. */
    async payable(tx: Tx, id: string, organisationId: string): Promise<Bill> {
      const state = await applications.read(tx, id);
      if (!state || state.organisation.id !== organisationId) throw refusal('ORDER_NOT_FOUND');
      const { bill, barred } = await billOf(tx, state);
      if (barred) throw refusalProblem(barred);
      return bill;
    },
    /** The bill of an order number, for money that has arrived already; `payable` says whether it was to be paid now. */
    async billByNumber(tx: Tx, number: string): Promise<{ bill: Bill; payable: boolean } | undefined> {
      const row = await tx
        .withTables<ApplicationTables>()
        .selectFrom('application')
        .select('id')
        .where('number', '=', number)
        .executeTakeFirst();
      const state = row && (await applications.read(tx, row.id));
      if (!state) return undefined;
      const { bill, barred } = await billOf(tx, state);
      return { bill, payable: barred === undefined };
    },
    /** Takes news of a payment, in the transaction of the ledger. */
    async report(tx: Tx, id: string, news: MoneyNews): Promise<void> {
      switch (news.type) {
        case 'charge-opened': {
          const { type, chargeId, attemptId } = news;
          await applications.execute(tx, id, { type, chargeId, attemptId }, SYSTEM);
          return;
        }
        case 'payment-settled': {
          const { type, chargeId, amountFen, paidAt } = news;
          await applications.execute(tx, id, { type, chargeId, amountFen, paidAt }, SYSTEM);
          return;
        }
        case 'payment-failed':
          await applications.execute(tx, id, { type: news.type, text: news.text }, SYSTEM);
      }
    },
  };
}
