import { rule, spotIf } from '../../rule.ts';

/** The version of a request is 0 (RFC 2986 §4.1). */
export const requestVersion = rule<'request'>({
  id: 'request-version',
  kinds: ['request'],
  source: 'RFC 2986',
  clause: '§4.1',
  severity: 'error',
  check: ({ version, tbs }) => spotIf(version !== 0, tbs.body),
});
