import { rule } from '../../rule.ts';

/** The response says until when it holds (RFC 6960 §4.2.2.1). */
export const ocspNextUpdate = rule<'ocsp'>({
  id: 'ocsp-next-update',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.2.1',
  severity: 'notice',
  issuing: 'error',
  check: ({ singles }) => singles.filter(({ nextUpdate }) => nextUpdate === undefined).map(({ at }) => ({ at })),
});
