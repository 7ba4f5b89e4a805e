import { rule } from '../../rule.ts';

/** The response is not from the future (RFC 6960 §4.2.2.1). */
export const ocspProducedFuture = rule<'ocsp'>({
  id: 'ocsp-produced-future',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§4.2.2.1',
  severity: 'error',
  applies: ({ context }) => context.now !== undefined,
  check: ({ producedAt, singles, context: { now } }) =>
    [producedAt, ...singles.map((one) => one.thisUpdate)]
      .filter((time) => (time?.ms ?? 0) > (now?.getTime() ?? 0))
      .map((time) => ({ at: time?.tlv.at })),
});
