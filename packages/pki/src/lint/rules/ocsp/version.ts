import { rule, spotIf } from '../../rule.ts';

/** The version is v1 and not written (RFC 6960 §4.2.1). */
export const ocspVersion = rule<'ocsp'>({
  id: 'ocsp-version',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.1',
  severity: 'error',
  check: ({ versionTlv }) => spotIf(versionTlv !== undefined, versionTlv?.at),
});
