import { rule } from '../../rule.ts';

/** OCSP extensions are not critical (RFC 6960). */
export const ocspCritical = rule<'ocsp'>({
  id: 'ocsp-critical',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ extensions, singles }) =>
    [...extensions, ...singles.flatMap((one) => one.extensions)]
      .filter(({ critical }) => critical)
      .map(({ at, oid }) => ({ at, params: { oid } })),
});
