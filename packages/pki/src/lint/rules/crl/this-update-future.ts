import { rule, spotIf } from '../../rule.ts';

/** thisUpdate is not in the future (RFC 5280 §5.1.2.4). */
export const crlThisUpdateFuture = rule<'crl'>({
  id: 'crl-this-update-future',
  kinds: ['crl'],
  source: 'RFC 5280',
  clause: '§5.1.2.4',
  severity: 'error',
  applies: ({ context }) => context.now !== undefined,
  check: ({ thisUpdate, context: { now } }) =>
    spotIf((thisUpdate?.ms ?? 0) > (now?.getTime() ?? 0), thisUpdate?.tlv.at),
});
