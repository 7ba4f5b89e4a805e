import { rule } from '../../rule.ts';

/** An extension stands once (RFC 5280 §4.2). */
export const extDuplicate = rule<'certificate' | 'crl' | 'request'>({
  id: 'ext-duplicate',
  kinds: ['certificate', 'crl', 'request'],
  source: 'RFC 5280',
  clause: '§4.2',
  severity: 'error',
  check: ({ extensions }) =>
    extensions
      .filter(({ oid }, i) => extensions.findIndex((other) => other.oid === oid) < i)
      .map(({ oid, at }) => ({ at, params: { oid } })),
});
