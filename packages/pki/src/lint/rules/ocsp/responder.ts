import { rule, spotIf } from '../../rule.ts';
import { responderOf } from '../../subject/signer.ts';

/** The responder is whose certificate comes along (RFC 6960 §4.2.2.3). */
export const ocspResponder = rule<'ocsp'>({
  id: 'ocsp-responder',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.2.3',
  severity: 'error',
  applies: ({ certificates, responderId }) => certificates.length > 0 && responderId !== undefined,
  check: (response) => spotIf(responderOf(response) === undefined, response.responderId?.at),
});
