import { rule, spotsAt } from '../../rule.ts';

/** Entry extensions are absent or not empty (RFC 5280 §5.1.2.6). */
export const crlEntryExtensionsEmpty = rule<'crl'>({
  id: 'crl-entry-extensions-empty',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1.2.6',
  severity: 'error',
  check: ({ entries }) => spotsAt(entries.emptyExtensions),
});
