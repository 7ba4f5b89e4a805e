import { idCard } from '@yinxin/identifiers';
import { LINT_OID } from '../oids.ts';
import { KEPT, type Spot } from '../rule.ts';
import type { LintAttribute, LintName } from './parts.ts';

/** GB/T 20518: country first, common name last. */
export const NAME_ORDER: readonly string[] = [
  LINT_OID.country,
  LINT_OID.province,
  LINT_OID.locality,
  LINT_OID.organisation,
  LINT_OID.organisationalUnit,
  LINT_OID.commonName,
];

const SHORT: ReadonlyMap<string, string> = new Map([
  [LINT_OID.country, 'C'],
  [LINT_OID.province, 'ST'],
  [LINT_OID.locality, 'L'],
  [LINT_OID.organisation, 'O'],
  [LINT_OID.organisationalUnit, 'OU'],
  [LINT_OID.commonName, 'CN'],
  [LINT_OID.serialNumber, 'serialNumber'],
  [LINT_OID.domainComponent, 'DC'],
  [LINT_OID.emailAddress, 'emailAddress'],
]);

/** "O" for 2.5.4.10; the identifier itself when there is no short name. */
export const shortName = (oid: string): string => SHORT.get(oid) ?? oid;

/** Upper bounds of RFC 5280 Appendix A.1, in characters. */
export const LONGEST: ReadonlyMap<string, number> = new Map([
  [LINT_OID.province, 128],
  [LINT_OID.locality, 128],
  [LINT_OID.organisation, 64],
  [LINT_OID.organisationalUnit, 64],
  [LINT_OID.commonName, 64],
  [LINT_OID.serialNumber, 64],
  [LINT_OID.emailAddress, 255],
]);

/** Attributes that may stand more than once. */
export const REPEATABLE: ReadonlySet<string> = new Set([LINT_OID.organisationalUnit, LINT_OID.domainComponent]);
/** Attributes whose type is IA5String. */
export const IA5_ATTRIBUTES: ReadonlySet<string> = new Set([LINT_OID.domainComponent, LINT_OID.emailAddress]);

export const countCharacters = (text: string | undefined): number => (text === undefined ? 0 : [...text].length);

/** Whether a resident identity number with its right check character stands in the text. */
export function hasIdNumber(text: string | undefined): boolean {
  const numbers = text?.match(/(?<!\d)\d{17}[\dXx](?!\d)/g) ?? [];
  return numbers.some((number) => idCard.explain(number.toUpperCase()).valid);
}

/** A breach for every attribute of the names that `breaks` says breaks the rule. */
export function attributesThat(
  names: readonly (readonly [field: string, name: LintName])[],
  breaks: (attribute: LintAttribute) => boolean,
): readonly Spot[] {
  let spots: Spot[] | undefined;
  for (const [field, { attributes }] of names) {
    for (const attribute of attributes) {
      if (!breaks(attribute)) continue;
      spots ??= [];
      const { oid, at, text = '' } = attribute;
      const params = {
        name: shortName(oid),
        value: text.slice(0, 64),
        length: countCharacters(text),
        longest: LONGEST.get(oid) ?? 0,
      };
      spots.push({ at, field, params });
    }
  }
  return spots ?? KEPT;
}
