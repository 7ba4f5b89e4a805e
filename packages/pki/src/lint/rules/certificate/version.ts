import { rule, spotIf } from '../../rule.ts';

/** A certificate with extensions has version 3 (RFC 5280 §4.1.2.1). */
export const certVersion = rule<'certificate'>({
  id: 'cert-version',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.1.2.1',
  severity: 'error',
  check: ({ version, tbs }) => spotIf(version !== 2, tbs.body),
});
