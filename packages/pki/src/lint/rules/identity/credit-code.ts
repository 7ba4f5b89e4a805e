import { idCard } from '@yinxin/identifiers';
import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { identityText, isCreditCode } from '../../subject/identity.ts';

const CODES = new Set<string>([LINT_OID.icRegistrationNumber, LINT_OID.organizationCode, LINT_OID.taxationNumber]);

/** The credit code is right (GB 32100-2015). */
export const identityCreditCode = rule<'certificate'>({
  id: 'identity-credit-code',
  kinds: ['certificate'],
  source: 'GB 32100-2015',
  clause: '',
  severity: 'error',
  check: ({ extensions }) =>
    extensions
      .filter(({ oid }) => CODES.has(oid))
      .map((extension) => ({ at: extension.at, code: identityText(extension) ?? '' }))
      // A sole trader may be registered for tax under the owner's identity number.
      .filter(({ code }) => code.length === 18 && !isCreditCode(code) && !idCard.explain(code).valid)
      .map(({ at, code }) => ({ at, params: { code } })),
});
