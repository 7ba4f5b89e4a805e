import { der } from '../../../der/index.ts';
import { LINT_OID } from '../../oids.ts';
import { type Examples, issued } from '../example.ts';
import { CREDIT_CODE, ext, printable } from '../plant.ts';

const good = issued();
const code = (value: Uint8Array) => issued({ extensions: { code: value } });
const person = (...choice: Parameters<typeof der.tlv>) =>
  issued({ extensions: { code: undefined, person: ext(LINT_OID.identifyCode, false, der.tlv(...choice)) } });
const goodPerson = person(0xa0, der.printableString('11010519491231002X'));
const organizationCode = LINT_OID.organizationCode;

export const IDENTITY_EXAMPLES: Examples = {
  'identity-critical': { good, bad: code(ext(organizationCode, true, der.printableString(CREDIT_CODE))) },
  'identity-printable': { good, bad: code(ext(organizationCode, false, der.utf8String(CREDIT_CODE))) },
  'identity-credit-code': { good, bad: code(printable(organizationCode, '91350100M000100Y44')) },
  'identity-organisation-code': { good, bad: code(printable(organizationCode, '12345')) },
  'identity-id-number': { good: goodPerson, bad: person(0xa0, der.printableString('110105194912310021')) },
  'identity-code-choice': { good: goodPerson, bad: person(0x80, new TextEncoder().encode('11010519491231002X')) },
};
