import { organisationName } from '@yinxin/identifiers';
import type { Sealing } from '../../platform/index.ts';
import type { RemittanceRow } from './store.ts';

/* A payer may be a private person: names, accounts and remarks of payers lie sealed. */

export const PAYER = 'remittance.payer';
export const PAYER_ACCOUNT = 'remittance.payer-account';
export const REMARK = 'remittance.remark';

type Sealed = Pick<RemittanceRow, 'payer_sealed' | 'payer_account_sealed' | 'remark_sealed'>;

export const payerName = (sealing: Sealing, row: Sealed): string => sealing.open(row.payer_sealed, PAYER);
export const remark = (sealing: Sealing, row: Sealed): string => sealing.open(row.remark_sealed, REMARK);
export const payerAccount = (sealing: Sealing, row: Sealed): string | null =>
  row.payer_account_sealed === null ? null : sealing.open(row.payer_account_sealed, PAYER_ACCOUNT);

/** What a payer's whole name is found by, however its brackets were typed. */
export const payerIndex = (sealing: Sealing, name: string): string =>
  sealing.blindIndex(organisationName.comparisonKey(name), PAYER);
