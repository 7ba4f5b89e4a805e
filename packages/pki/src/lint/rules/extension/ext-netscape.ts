import { LINT_OID } from '../../oids.ts';
import { rule } from '../../rule.ts';

/** No Netscape leftovers (Yinxin). */
export const extNetscape = rule<'certificate' | 'request'>({
  id: 'ext-netscape',
  kinds: ['certificate', 'request'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ extensions }) =>
    extensions
      .filter(({ oid }) => oid.startsWith(`${LINT_OID.netscape}.`))
      .map(({ oid, at }) => ({ at, params: { oid } })),
});
