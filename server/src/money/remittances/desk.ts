import type { AuditAction } from '@yinxin/contract';
import { creditCode as creditCodes } from '@yinxin/identifiers';
import type { LocalText } from '@yinxin/programme';
import type { Clock, Database, Sealing, Tx } from '../../platform/index.ts';
import { moneyProblem } from '../problems.ts';
import { type Payee, type ProgrammePayees, servingPayee } from '../rules/payees.ts';
import type { MoneyPorts, Payable } from '../service.ts';
import type { ChargeRow } from '../store.ts';
import * as store from './store.ts';

export interface OrganisationRef {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string;
}

/** What remittances need of other rooms besides the bill. */
export interface RemittancePorts {
  /** Programmes that are paid by remittance, with their companies. */
  payees(db: Database): Promise<readonly ProgrammePayees[]>;
  /** By what an order's company is found; undefined when there is no such order. */
  routing(
    db: Database,
    applicationId: string,
  ): Promise<{ readonly programme: string; readonly creditCode: string } | undefined>;
  organisation(
    db: Database,
    by: { readonly id: string } | { readonly creditCode: string },
  ): Promise<OrganisationRef | undefined>;
  auditRemittance(
    tx: Tx,
    entry: {
      readonly action: AuditAction;
      readonly remittance: { readonly id: string; readonly label: string };
      readonly details: Readonly<Record<string, string | number>>;
      /** Who did it; the system when null. */
      readonly staff: store.Staff | null;
    },
  ): Promise<void>;
  /** Told when an organisation has paid the last of its arrears: orders that waited for it go on (IT-19). */
  arrearsSettled(tx: Tx, organisationId: string): Promise<void>;
  /** Orders of an organisation that are neither finished nor void. */
  openOrders(
    db: Database,
    organisationId: string,
  ): Promise<readonly { readonly number: string; readonly state: LocalText; readonly paid: boolean }[]>;
}

/** What the parts of this folder work with. */
export interface Desk {
  readonly db: Database;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly ports: MoneyPorts;
  chargeFor(tx: Tx, payable: Payable): Promise<ChargeRow>;
}

/** A company as the rest of the room names it: `programme/code`. */
export const companyKey = (programme: string, payee: Payee): string => `${programme}/${payee.code}`;

export interface Company {
  readonly key: string;
  readonly programme: ProgrammePayees;
  readonly payee: Payee;
}

export async function companies(ports: RemittancePorts, db: Database): Promise<readonly Company[]> {
  const all = await ports.payees(db);
  return all.flatMap((programme) =>
    programme.payees.map((payee) => ({ key: companyKey(programme.programme, payee), programme, payee })),
  );
}

export async function companyByKey(ports: RemittancePorts, db: Database, key: string): Promise<Company> {
  const found = (await companies(ports, db)).find((company) => company.key === key);
  if (!found) throw moneyProblem('COMPANY_UNKNOWN', { field: 'body.company', params: { company: key } });
  return found;
}

/** The company that serves an organisation in a programme; undefined when none does (IT-28). */
export function serving(programme: ProgrammePayees, creditCode: string): Company | undefined {
  const payee = servingPayee(programme.payees, creditCode);
  return payee && { key: companyKey(programme.programme, payee), programme, payee };
}

/** The company an order is paid to: undefined when its programme takes no remittances, `unserved` when none serves the place. */
export async function routeOfOrder(
  ports: RemittancePorts,
  db: Database,
  id: string,
): Promise<Company | 'unserved' | undefined> {
  const routing = await ports.routing(db, id);
  const programme = routing && (await ports.payees(db)).find((one) => one.programme === routing.programme);
  return routing && programme && (serving(programme, routing.creditCode) ?? 'unserved');
}

/** The company an order is paid to; undefined when its programme takes no remittances. Throws NO_COMPANY_FOR_REGION. */
export async function companyOfOrder(ports: RemittancePorts, db: Database, id: string): Promise<Company | undefined> {
  const found = await routeOfOrder(ports, db, id);
  if (found === 'unserved') throw moneyProblem('NO_COMPANY_FOR_REGION');
  return found;
}

/** Order numbers as people copy them from statements. */
export const orderNumberOf = (typed: string): string => typed.replace(/\s+/g, '').toUpperCase();

export type Whose = { readonly creditCode: string } | { readonly orderNumber: string };

/** The organisation meant. Throws ORGANISATION_UNKNOWN, UNKNOWN_ORDER_NUMBER. */
export async function organisationMeant(ports: MoneyPorts, tx: Tx, whose: Whose): Promise<OrganisationRef> {
  if ('creditCode' in whose) {
    const creditCode = creditCodes.explain(whose.creditCode).cleaned;
    const found = await ports.organisation(tx, { creditCode });
    if (!found) throw moneyProblem('ORGANISATION_UNKNOWN', { field: 'body.whose', params: { code: creditCode } });
    return found;
  }
  const number = orderNumberOf(whose.orderNumber);
  const bill = await ports.billByNumber(tx, number);
  const found = bill && (await ports.organisation(tx, { id: bill.bill.organisationId }));
  if (!found) throw moneyProblem('UNKNOWN_ORDER_NUMBER', { field: 'body.whose', params: { number } });
  return found;
}

/** A remittance under its lock. Throws REMITTANCE_UNKNOWN. */
export async function locked(tx: Tx, id: string): Promise<store.RemittanceRow> {
  const row = await store.lock(tx, id);
  if (!row) throw moneyProblem('REMITTANCE_UNKNOWN');
  return row;
}

/** A customer's remittance with at least `fen` left. Throws REMITTANCE_UNMATCHED, NOT_ENOUGH_LEFT. */
export function spendable(row: store.RemittanceRow, fen: number): store.RemittanceRow & { organisation_id: string } {
  const { organisation_id } = row;
  if (row.credited_at === null || organisation_id === null) throw moneyProblem('REMITTANCE_UNMATCHED');
  enough(row, fen);
  return { ...row, organisation_id };
}

export function enough(row: store.RemittanceRow, fen: number): void {
  if (fen > row.left_fen) throw moneyProblem('NOT_ENOUGH_LEFT', { params: yuanOf({ left: row.left_fen, asked: fen }) });
}

/** Amounts for a text, in yuan. */
export function yuanOf(fen: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fen).map(([name, value]) => [name, (value / 100).toFixed(2)]));
}
