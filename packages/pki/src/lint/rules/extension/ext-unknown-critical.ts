import { rule } from '../../rule.ts';
import { KNOWN_EXTENSIONS } from '../../subject/certificate.ts';
import { IDENTITY } from '../../subject/identity.ts';

/** No unknown critical extension (RFC 5280 §4.2). */
export const extUnknownCritical = rule<'certificate'>({
  id: 'ext-unknown-critical',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2',
  severity: 'error',
  check: ({ extensions }) =>
    extensions
      .filter(({ oid, critical }) => critical && !KNOWN_EXTENSIONS.has(oid) && !IDENTITY.has(oid))
      .map(({ oid, at }) => ({ at, params: { oid } })),
});
