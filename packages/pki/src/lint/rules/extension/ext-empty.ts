import { rule, spotIf } from '../../rule.ts';

/** Extensions are absent or not empty (RFC 5280 §4.1, §5.1.2.7). */
export const extEmpty = rule<'certificate' | 'crl'>({
  id: 'ext-empty',
  kinds: ['certificate', 'crl'],
  source: 'RFC 5280',
  clause: '§4.1, §5.1.2.7',
  severity: 'error',
  applies: ({ extensionsAt }) => extensionsAt !== undefined,
  check: ({ extensions, extensionsAt }) => spotIf(extensions.length === 0, extensionsAt),
});
