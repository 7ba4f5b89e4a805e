import { rule } from '../../rule.ts';
import { addressSpots, crlAddresses } from '../../subject/values.ts';

/** Distribution points have an http address (RFC 5280 §4.2.1.13). */
export const crldpHttp = rule<'certificate'>({
  id: 'crldp-http',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.1.13',
  severity: 'error',
  applies: ({ byOid }) => crlAddresses(byOid).length > 0,
  check: ({ byOid }) => addressSpots(crlAddresses(byOid)),
});
