import { creditCode } from '@yinxin/identifiers';
import { memo } from '../memo.ts';
import { LINT_OID } from '../oids.ts';
import { contentOf, firstOf } from '../tlv.ts';
import { type LintExtension, textOf } from './parts.ts';

/** Identity extensions of GM/T 0015 that hold a number of an organisation or an insured person. */
export const ORGANISATION_IDENTITY: ReadonlySet<string> = new Set([
  LINT_OID.insuranceNumber,
  LINT_OID.icRegistrationNumber,
  LINT_OID.organizationCode,
  LINT_OID.taxationNumber,
]);
export const IDENTITY: ReadonlySet<string> = new Set([LINT_OID.identifyCode, ...ORGANISATION_IDENTITY]);

/** String type of each choice of IdentifyCode: identity card, officer, passport. */
export const CHOICE_STRING: ReadonlyMap<number, number> = new Map([
  [0xa0, 0x13],
  [0xa1, 0x0c],
  [0xa2, 0x13],
]);

/** The text of an identity extension in whichever form it was written: string, tagged string, or bare bytes. */
export const identityText = memo(({ inner, value }: LintExtension): string | undefined => {
  if (inner === undefined) return Buffer.from(contentOf(value)).toString('utf8');
  if ((inner.tag & 0xc0) !== 0x80) return textOf(inner);
  const wrapped = (inner.tag & 0x20) === 0 ? undefined : firstOf(inner);
  return wrapped === undefined ? Buffer.from(contentOf(inner)).toString('utf8') : textOf(wrapped);
});

/** The text of the identity extension of a kind, if there is one. */
export function identityOf(byOid: ReadonlyMap<string, LintExtension>, oid: string): string | undefined {
  const found = byOid.get(oid);
  return found === undefined ? undefined : identityText(found);
}

const MAX_CODES = 64;
const codes = new Map<string, boolean>();

/** Whether the code is one of GB 32100. The same code stands in both twins, twice in each: the last ones are remembered. */
export function isCreditCode(code: string): boolean {
  const known = codes.get(code);
  if (known !== undefined) return known;
  const valid = creditCode.isValid(code);
  if (codes.size >= MAX_CODES) codes.clear();
  codes.set(code, valid);
  return valid;
}

/** The resident identity number of IdentifyCode: its choice [0], or an untagged string. */
export function residentNumberOf(extension: LintExtension | undefined): string | undefined {
  const tag = extension?.inner?.tag;
  if (tag === undefined || (tag !== 0xa0 && tag !== 0x80 && tag !== 0x13 && tag !== 0x0c)) return undefined;
  return extension === undefined ? undefined : identityText(extension);
}
