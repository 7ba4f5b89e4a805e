import { rule, spotsAt } from '../../rule.ts';

/** removeFromCRL stands in delta CRLs only (RFC 5280 §5.3.1). */
export const crlReasonRemove = rule<'crl'>({
  id: 'crl-reason-remove',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.3.1',
  severity: 'error',
  applies: ({ delta }) => !delta,
  check: ({ entries }) => spotsAt(entries.removals),
});
