import type { LocalText } from '@yinxin/programme';

/** How bindings of a relying system go, as a programme says (`relyingSystems`). */
export interface RelyingTerms {
  readonly code: string;
  readonly name: LocalText;
  /** How many certificates may be bound at a time: one for each account, or one for each organisation (PA-02, BJ-44). */
  readonly one: 'account' | 'organisation';
  /** Where the binding goes when the certificate is replaced (BJ-49, PA-32). */
  readonly onReplacement: 'transfer' | 'end';
}

/** What a binding ties together. */
export interface Tie {
  readonly account: string;
  readonly serial: string;
  readonly creditCode: string;
}

export type BindingRefusal =
  | 'BINDING_EXISTS'
  | 'BINDING_CERTIFICATE_TAKEN'
  | 'BINDING_ACCOUNT_TAKEN'
  | 'BINDING_ORGANISATION_TAKEN';

/**
 * Why a binding cannot be made beside the living ones of the same system, and which of them is in the way; null when it can.
 * One certificate for each account, one account for each certificate (PA-02), and where the programme says so one for the
 * whole organisation (BJ-44).
 */
export function refusesBinding<T extends Tie>(
  wanted: Tie,
  one: RelyingTerms['one'],
  living: readonly T[],
): { readonly code: BindingRefusal; readonly by: T } | null {
  const sameCertificate = living.find(({ serial }) => serial === wanted.serial);
  if (sameCertificate) {
    const isSame = sameCertificate.account === wanted.account;
    return { code: isSame ? 'BINDING_EXISTS' : 'BINDING_CERTIFICATE_TAKEN', by: sameCertificate };
  }
  const sameAccount = living.find(({ account }) => account === wanted.account);
  if (sameAccount) return { code: 'BINDING_ACCOUNT_TAKEN', by: sameAccount };
  const sameOrganisation = living.find(({ creditCode }) => creditCode === wanted.creditCode);
  return one === 'organisation' && sameOrganisation
    ? { code: 'BINDING_ORGANISATION_TAKEN', by: sameOrganisation }
    : null;
}

/** How a certificate gave way: to a renewed one of the same holder and name, or to one that takes its place. */
export type Replacement = 'renewed' | 'replaced';

/**
 * What becomes of a binding whose certificate gave way to another: it moves to the new one, ends, or waits for the new
 * one. A renewal leaves bindings in force whatever the terms (PA-27).
 */
export function afterReplacement(
  terms: Pick<RelyingTerms, 'onReplacement'> | undefined,
  successor: string | null,
  how: Replacement = 'replaced',
): 'transfer' | 'end' | 'wait' {
  if (how === 'replaced' && terms?.onReplacement === 'end') return 'end';
  return successor === null ? 'wait' : 'transfer';
}
