import { rule } from '../../rule.ts';
import { KNOWN_CRL_EXTENSIONS } from '../../subject/crl.ts';

/** No unknown critical extension (RFC 5280 §5.2). */
export const crlUnknownCritical = rule<'crl'>({
  id: 'crl-unknown-critical',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.2',
  severity: 'error',
  check: ({ extensions }) =>
    extensions
      .filter(({ oid, critical }) => critical && !KNOWN_CRL_EXTENSIONS.has(oid))
      .map(({ oid, at }) => ({ at, params: { oid } })),
});
