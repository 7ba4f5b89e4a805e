import type { RemittanceView } from '@yinxin/contract';
import type { z } from 'zod';
import type { Database, Tx } from '../../platform/index.ts';
import type { InvoiceKind, InvoiceKindAnswer } from '../rules/invoice-kind.ts';
import * as accounts from './account.ts';
import { designate, type Part, takeBack, takeBackAll } from './designate.ts';
import type { Desk, Whose } from './desk.ts';
import * as dues from './dues.ts';
import { type Entered, enter, match, recordPaper } from './enter.ts';
import { beginReturn, giveUpReturn, payReturn, transfer } from './moves.ts';
import type { Staff } from './store.ts';
import * as views from './view.ts';

type View = z.input<typeof RemittanceView>;

/** Facts for the review gate and for invoices (IT-19, IT-33 to IT-35). */
export interface MoneyFacts {
  /** Whether an organisation owes something besides the fees of its orders whose day has passed. */
  hasArrears(tx: Database, organisationId: string): Promise<boolean>;
  /** Whether an order's fee is credited and designated; false for a free order, which has no charge. */
  feeCredited(tx: Database, applicationId: string): Promise<boolean>;
  /** Which kinds of invoice an order paid by remittance may have; undefined when the programme alone decides. */
  invoiceKindsFor(tx: Database, applicationId: string): Promise<InvoiceKindAnswer | undefined>;
}

/** Everything finance does with remittances, each in the caller's transaction, answering the remittance as it is then. */
export function remittanceService(desk: Desk) {
  const shown = (tx: Tx, id: string, staff: Staff): Promise<View> => views.view(desk, tx, id, staff.id);
  return {
    desk,
    list: (db: Database, query: Parameters<typeof views.list>[2]) => views.list(desk, db, query),
    view: (tx: Tx, id: string, reader: string) => views.view(desk, tx, id, reader),
    async enter(tx: Tx, entered: Entered, staff: Staff) {
      const { result, id } = await enter(desk, tx, entered, staff);
      return { result, remittance: await shown(tx, id, staff) };
    },
    async match(tx: Tx, id: string, whose: Whose, staff: Staff) {
      await match(desk, tx, id, whose, staff);
      return await shown(tx, id, staff);
    },
    async recordPaper(tx: Tx, id: string, paper: Parameters<typeof recordPaper>[3], staff: Staff) {
      await recordPaper(desk, tx, id, paper, staff);
      return await shown(tx, id, staff);
    },
    async designate(tx: Tx, id: string, parts: readonly Part[], staff: Staff) {
      await designate(desk, tx, id, parts, staff);
      return await shown(tx, id, staff);
    },
    async takeBack(tx: Tx, designationId: string, staff: Staff) {
      return await shown(tx, await takeBack(desk, tx, designationId, staff), staff);
    },
    takeBackAll: (tx: Tx, chargeId: string) => takeBackAll(desk, tx, chargeId),
    async transfer(tx: Tx, id: string, asked: Parameters<typeof transfer>[3], staff: Staff) {
      await transfer(desk, tx, id, asked, staff);
      return await shown(tx, id, staff);
    },
    async beginReturn(tx: Tx, id: string, asked: Parameters<typeof beginReturn>[3], staff: Staff) {
      await beginReturn(desk, tx, id, asked, staff);
      return await shown(tx, id, staff);
    },
    async payReturn(tx: Tx, returnId: string, reference: string, staff: Staff) {
      return await shown(tx, await payReturn(desk, tx, returnId, reference, staff), staff);
    },
    async giveUpReturn(tx: Tx, returnId: string, staff: Staff) {
      return await shown(tx, await giveUpReturn(desk, tx, returnId, staff), staff);
    },
    account: (db: Database, organisationId: string) => accounts.account(desk, db, organisationId),
    confirmInvoiceKind: (
      tx: Tx,
      asked: { organisationId: string; company: string; kind: InvoiceKind; change: boolean; note: string },
      staff: Staff,
    ) => accounts.confirmInvoiceKind(desk, tx, asked, staff),
    enterDue: (tx: Tx, asked: Parameters<typeof dues.enterDue>[2], staff: Staff) =>
      dues.enterDue(desk, tx, asked, staff),
  };
}

export type RemittanceService = ReturnType<typeof remittanceService>;

export function moneyFacts(desk: Desk): MoneyFacts {
  return {
    hasArrears: (tx, organisationId) => dues.hasArrears(tx, organisationId, desk.clock.now()),
    feeCredited: (tx, applicationId) => accounts.feeCredited(tx, applicationId),
    invoiceKindsFor: (tx, applicationId) => accounts.invoiceKindsFor(desk, tx, applicationId),
  };
}
