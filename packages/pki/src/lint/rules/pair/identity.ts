import { rule, spotIf } from '../../rule.ts';
import { IDENTITY, identityText } from '../../subject/identity.ts';

/** Twin certificates have the same identity extensions (Yinxin). */
export const pairIdentity = rule<'pair'>({
  id: 'pair-identity',
  kinds: ['pair'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ signing, encryption }) =>
    spotIf(
      [...IDENTITY].some((oid) => identityText(signing.byOid.get(oid)) !== identityText(encryption.byOid.get(oid))),
      encryption.extensionsAt,
    ),
});
