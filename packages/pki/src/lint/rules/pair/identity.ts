import { rule, spotIf } from '../../rule.ts';
import { IDENTITY, identityOf } from '../../subject/identity.ts';

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
      [...IDENTITY].some((oid) => identityOf(signing.byOid, oid) !== identityOf(encryption.byOid, oid)),
      encryption.extensionsAt,
    ),
});
