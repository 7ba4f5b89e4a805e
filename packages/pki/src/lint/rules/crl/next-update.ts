import { rule, spotIf } from '../../rule.ts';

/** There is a nextUpdate (RFC 5280 §5.1.2.5). */
export const crlNextUpdate = rule<'crl'>({
  id: 'crl-next-update',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1.2.5',
  severity: 'error',
  check: ({ nextUpdate, tbs }) => spotIf(nextUpdate === undefined, tbs.stop),
});
