import { organisationName } from '@yinxin/identifiers';
import type { LocalText } from '@yinxin/programme';

export { servingPayee } from '@yinxin/programme';

/** A regional company that takes remittances (收款公司), as a programme names it (IT-28, IT-32). */
export interface Payee {
  readonly code: string;
  /** Beginnings of the region in a credit code (its characters 3 to 8), e.g. `11` or `4403`. The longest that fits decides. */
  readonly regions: readonly string[];
  /** The account's name, to the character. */
  readonly company: string;
  readonly bank: string;
  readonly account: string;
  readonly fax?: string | undefined;
  /** A customer remitting for the first time confirms the kind of invoice on a form (IT-33). */
  readonly invoiceKindForm?: boolean | undefined;
}

/** How remittances reach a programme. */
export interface ProgrammePayees {
  readonly programme: string;
  readonly name: LocalText;
  readonly payees: readonly Payee[];
  /** Names people write by mistake: the bank does not deliver to them (IT-29). */
  readonly mistypedPayees: readonly string[];
}

/** The mistyped name found in any of the texts, however spaced or widened; undefined when all is well (IT-29). */
export function mistypedPayee(texts: readonly string[], mistyped: readonly string[]): string | undefined {
  const plain = (text: string) => organisationName.comparisonKey(text).replace(/\s+/g, '');
  const read = texts.map(plain);
  return mistyped.find((name) => read.some((text) => text.includes(plain(name))));
}

/** Whether money comes from somebody else than the organisation it is for: a person or another company (IT-30). */
export function isThirdParty(payerName: string, organisation: string): boolean {
  const key = (name: string) => organisationName.comparisonKey(name).replace(/\s+/g, '');
  return key(payerName) !== key(organisation);
}
