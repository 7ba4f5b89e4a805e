import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';
import { childrenOf } from '../../tlv.ts';

/** A request does not ask to be a CA (Yinxin). */
export const requestCa = rule<'request'>({
  id: 'request-ca',
  kinds: ['request'],
  source: 'Yinxin',
  clause: '',
  severity: 'notice',
  check: ({ extensions }) =>
    extensions
      .filter(
        ({ oid, inner }) =>
          oid === LINT_OID.basicConstraints &&
          inner !== undefined &&
          childrenOf(inner).some(({ tag, bytes, body }) => tag === 0x01 && bytes[body] !== 0),
      )
      .map(({ at }) => ({ at })),
});
