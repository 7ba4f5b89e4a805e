import { LINT_OID } from '../../oids.ts';
import { rule, type Spot } from '../../rule.ts';
import { firstOf } from '../../tlv.ts';

/** Defaults are left away (X.690 §11.5). */
export const derDefaultOmitted = rule<'certificate' | 'crl' | 'request'>({
  id: 'der-default-omitted',
  kinds: ['certificate', 'crl', 'request'],
  source: 'X.690',
  clause: '§11.5',
  severity: 'error',
  check: (subject) => {
    const spots: Spot[] = subject.extensions
      .filter(({ falseWritten }) => falseWritten)
      .map(({ at }) => ({ at, params: { field: 'critical FALSE' } }));
    if (subject.kind === 'certificate') {
      const flag = subject.byOid.get(LINT_OID.basicConstraints)?.inner;
      const ca = flag === undefined ? undefined : firstOf(flag);
      if (ca !== undefined && ca.tag === 0x01 && !subject.ca) spots.push({ at: ca.at, params: { field: 'cA FALSE' } });
      if (subject.version === 0) spots.push({ at: subject.tbs.body, params: { field: 'version v1' } });
    }
    return spots;
  },
});
