import { rule } from '../../rule.ts';
import { IDENTITY } from '../../subject/identity.ts';

/** Identity extensions are not critical (GM/T 0015-2012). */
export const identityCritical = rule<'certificate'>({
  id: 'identity-critical',
  kinds: ['certificate'],
  source: 'GM/T 0015-2012',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ extensions }) =>
    extensions
      .filter(({ oid, critical }) => critical && IDENTITY.has(oid))
      .map(({ oid, at }) => ({ at, params: { oid } })),
});
