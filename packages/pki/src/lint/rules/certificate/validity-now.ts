import { rule, spotIf } from '../../rule.ts';

/** The certificate is valid now (RFC 5280 §6.1.3). */
export const certValidityNow = rule<'certificate'>({
  id: 'cert-validity-now',
  kinds: ['certificate'],
  source: 'RFC 5280',
  clause: '§6.1.3',
  severity: 'notice',
  applies: ({ context }) => context.now !== undefined && context.issuing !== true,
  check: ({ notBefore, notAfter, context: { now } }) => {
    const ms = now?.getTime() ?? 0;
    return spotIf(ms < (notBefore?.ms ?? ms) || ms > (notAfter?.ms ?? ms), notBefore?.tlv.at);
  },
});
