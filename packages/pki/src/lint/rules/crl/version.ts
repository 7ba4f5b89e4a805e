import { rule, spotIf } from '../../rule.ts';

/** A CRL has version 2 (RFC 5280 §5.1.2.1). */
export const crlVersion = rule<'crl'>({
  id: 'crl-version',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1.2.1',
  severity: 'error',
  check: ({ version, tbs }) => spotIf(version !== 1, tbs.body),
});
