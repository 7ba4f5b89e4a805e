import { rule, spotIf } from '../../rule.ts';
import { lengthOf } from '../../tlv.ts';

/** A responder named by key has a 20-octet SHA-1 (RFC 6960 §4.2.1). */
export const ocspKeyHash = rule<'ocsp'>({
  id: 'ocsp-key-hash',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.1',
  severity: 'error',
  applies: ({ responderBy }) => responderBy === 'key',
  check: ({ responderId, tbs }) =>
    spotIf(
      responderId === undefined || responderId.tag !== 0x04 || lengthOf(responderId) !== 20,
      responderId?.at ?? tbs?.at,
    ),
});
