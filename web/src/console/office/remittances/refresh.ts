import { endpoints } from '@yinxin/contract';

const { remittances, finance, consoleApplications } = endpoints;

/** What is read anew after money moved. */
export const AFTER_MONEY = [
  remittances.list,
  remittances.read,
  remittances.account,
  finance.payments,
  finance.ledger,
  consoleApplications.queues,
];
