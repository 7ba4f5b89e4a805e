import { rule } from '../../rule.ts';
import { EXTENSION_TAG } from '../../subject/values.ts';

/** Known extensions can be read (RFC 5280 §4.2). */
export const extSyntax = rule<'certificate'>({
  id: 'ext-syntax',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2',
  severity: 'error',
  check: ({ extensions }) =>
    extensions
      .filter(({ oid, inner }) => EXTENSION_TAG.has(oid) && inner?.tag !== EXTENSION_TAG.get(oid))
      .map(({ oid, at }) => ({ at, params: { oid } })),
});
