import { rule } from '../../rule.ts';

/** No unique identifiers (RFC 5280 §4.1.2.8). */
export const certUniqueIds = rule<'certificate'>({
  id: 'cert-unique-ids',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.1.2.8',
  severity: 'error',
  check: ({ uniqueIds }) => uniqueIds.map(({ at }) => ({ at })),
});
