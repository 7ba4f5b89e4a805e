import {
  creditCode,
  describe,
  type Explained,
  mobile,
  organisationCode,
  organisationName,
  personName,
} from '@yinxin/identifiers';
import { problem } from './problems.ts';

type InputProblem =
  | 'CREDIT_CODE_INVALID'
  | 'ORGANISATION_CODE_INVALID'
  | 'NAME_INVALID'
  | 'PERSON_NAME_INVALID'
  | 'MOBILE_INVALID';

function checked(explained: Explained, code: InputProblem, field: string, more: Record<string, string> = {}): string {
  const wrong = explained.findings.find((one) => one.severity === 'error');
  if (!wrong) return explained.cleaned;
  const params = { reason: wrong.code, reasonZh: describe(wrong, 'zh-CN'), reasonEn: describe(wrong, 'en'), ...more };
  throw problem(code, { field, params });
}

/** A typed credit code in its one stored form (JX-02, JX-03, JX-04); throws CREDIT_CODE_INVALID with the correction. */
export function typedCreditCode(input: string, field = 'body.creditCode'): string {
  const explained = creditCode.explain(input);
  const { suggestion } = explained;
  return checked(explained, 'CREDIT_CODE_INVALID', field, suggestion === undefined ? {} : { suggestion });
}

/**
 * A typed organisation code in capitals without hyphen (BJ-26), or a credit code where as much was typed; throws
 * ORGANISATION_CODE_INVALID, CREDIT_CODE_INVALID.
 */
export function typedOrganisationCode(input: string, field = 'body.code'): string {
  const explained = organisationCode.explain(input);
  return explained.cleaned.length > 12
    ? typedCreditCode(input, field)
    : checked(explained, 'ORGANISATION_CODE_INVALID', field);
}

/** A typed organisation name with full-width brackets (JX-07); throws NAME_INVALID. */
export function typedName(input: string, field = 'body.name'): string {
  return checked(organisationName.normalise(input), 'NAME_INVALID', field);
}

/** A typed name of a person; throws PERSON_NAME_INVALID. */
export function typedPersonName(input: string, field = 'body.contactName'): string {
  return checked(personName.normalise(input), 'PERSON_NAME_INVALID', field);
}

/** A typed mobile number as 11 digits; throws MOBILE_INVALID. */
export function typedMobile(input: string, field = 'body.mobile'): string {
  return checked(mobile(input), 'MOBILE_INVALID', field);
}

/** A user name as somebody types it to sign in; whether there is one is said elsewhere. */
export function typedUserName(input: string): string {
  return input.normalize('NFKC').trim();
}
