import { rule } from '../../rule.ts';

/** A serial that was never issued is not good (RFC 6960 §2.2). */
export const ocspUnknownSerial = rule<'ocsp'>({
  id: 'ocsp-unknown-serial',
  kinds: ['ocsp'],
  source: 'RFC 6960',
  clause: '§2.2',
  severity: 'error',
  applies: ({ context }) => context.isIssued !== undefined,
  check: ({ singles, context: { isIssued } }) =>
    singles
      .filter(({ status, serial }) => status === 'good' && isIssued?.(serial) === false)
      .map(({ serial, statusAt }) => ({ at: statusAt, params: { serial } })),
});
