import { rule } from '../../rule.ts';
import { ORGANISATION_IDENTITY } from '../../subject/identity.ts';

/** Identity extensions are PrintableStrings (GM/T 0015-2012). */
export const identityPrintable = rule<'certificate'>({
  id: 'identity-printable',
  kinds: ['certificate'],
  source: 'GM/T 0015-2012',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ extensions }) =>
    extensions
      .filter(({ oid, inner }) => ORGANISATION_IDENTITY.has(oid) && (inner?.tag !== 0x13 || inner.body === inner.stop))
      .map(({ oid, at }) => ({ at, params: { oid } })),
});
