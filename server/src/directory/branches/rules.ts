import { organisationCode } from '@yinxin/identifiers';

/** How long an opened maintenance page stays open without another code. */
export const PAGE_SECONDS = 1800;
/** More than any parent has certificates for. */
export const MOST_BRANCHES = 2000;

/** What an SMS code for the maintenance of branches is bound to: both must fit (BJ-28). */
export function branchSubject(parent: { readonly code: string; readonly mobile: string }): string {
  return `${codePart(parent.code)} ${parent.mobile}`;
}

/** The organisation code within a credit code (its places 9 to 17, GB 32100-2015), or the organisation code itself. */
export function codePart(code: string): string {
  return code.length === 18 ? code.slice(8, 17) : code;
}

/** As people read it: an organisation code with its hyphen. */
export function shownCode(code: string): string {
  return code.length === 9 ? organisationCode.format(code) : code;
}
