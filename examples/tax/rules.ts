import { creditCode } from '@yinxin/identifiers';

/** A taxpayer as the tax office registered it. */
export interface Taxpayer {
  /** Taxpayer identification number 纳税人识别号: the credit code, or 15 characters of before the credit codes. */
  readonly number: string;
  readonly name: string;
}

/** A user of the filing system. */
export interface TaxUser extends Taxpayer {
  readonly mode: 'one-card';
  readonly authorised: boolean;
}

/** A number as typed: capitals, no spaces, half width. */
export const typedNumber = (input: string): string => input.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/** Whether the number belongs to the organisation of a credit code: it is the code, or ends with its organisation code. */
export function fits(number: string, code: string): boolean {
  return number === code || (/^\d{6}[0-9A-Z]{9}$/.test(number) && number.slice(6) === code.slice(8, 17));
}

/** Whether a number can be one at all (BJ-41). */
export function isNumber(number: string): boolean {
  const isCode =
    number.length === 18 && creditCode.explain(number).findings.every(({ severity }) => severity !== 'error');
  return isCode || /^\d{6}[0-9A-Z]{9}$/.test(number);
}

export type TaxRefusal =
  | 'NO_SUCH_USER'
  | 'USER_EXISTS'
  | 'NUMBER_WRONG'
  | 'NUMBER_NOT_IN_CERTIFICATE'
  | 'WRONG_CERTIFICATE'
  | 'NAMES_DIFFER'
  | 'NOT_AUTHORISED';

interface Owner {
  readonly name: string;
  readonly creditCode: string;
}

/** Whether this certificate is the taxpayer's; both names are shown when they differ (BJ-42). */
export function refusesOwner({ number, name }: Taxpayer, owner: Owner): TaxRefusal | null {
  const isSameCode = fits(number, owner.creditCode);
  if (name !== owner.name) return isSameCode ? 'NAMES_DIFFER' : 'WRONG_CERTIFICATE';
  return isSameCode ? null : 'NUMBER_NOT_IN_CERTIFICATE';
}

/** Why somebody with this certificate cannot log in as the user (BJ-38, BJ-40, BJ-42); null when they can. */
export function refusesLogin(user: TaxUser | undefined, owner: Owner): TaxRefusal | null {
  if (!user) return 'NO_SUCH_USER';
  return refusesOwner(user, owner) ?? (user.authorised ? null : 'NOT_AUTHORISED');
}

/** Why a user cannot be created for the number with this certificate (BJ-39, BJ-41). */
export function refusesCreation(
  number: string,
  registered: Taxpayer | undefined,
  existing: TaxUser | undefined,
  owner: Owner,
): TaxRefusal | null {
  if (existing) return 'USER_EXISTS';
  if (!isNumber(number) || !registered) return 'NUMBER_WRONG';
  return refusesOwner(registered, owner);
}
