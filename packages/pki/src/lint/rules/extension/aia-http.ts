import { rule } from '../../rule.ts';
import { accessAddresses, addressSpots } from '../../subject/values.ts';

/** authorityInfoAccess has an http address (RFC 5280 §4.2.2.1). */
export const aiaHttp = rule<'certificate'>({
  id: 'aia-http',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§4.2.2.1',
  severity: 'error',
  applies: ({ byOid }) => accessAddresses(byOid).length > 0,
  check: ({ byOid }) => addressSpots(accessAddresses(byOid)),
});
