import { creditCode } from '@yinxin/identifiers';
import { rule } from '../../rule.ts';
import { identityText, ORGANISATION_IDENTITY } from '../../subject/identity.ts';

/** The credit code is right (GB 32100-2015). */
export const identityCreditCode = rule<'certificate'>({
  id: 'identity-credit-code',
  kinds: ['certificate'],
  source: 'GB 32100-2015',
  clause: '',
  severity: 'error',
  check: ({ extensions }) =>
    extensions
      .filter(({ oid }) => ORGANISATION_IDENTITY.has(oid))
      .map((extension) => ({ at: extension.at, code: identityText(extension) ?? '' }))
      .filter(({ code }) => code.length === 18 && !creditCode.isValid(code))
      .map(({ at, code }) => ({ at, params: { code } })),
});
