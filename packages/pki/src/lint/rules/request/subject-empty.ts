import { rule, spotIf } from '../../rule.ts';

/** A request names its subject (Yinxin). */
export const requestSubjectEmpty = rule<'request'>({
  id: 'request-subject-empty',
  kinds: ['request'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  check: ({ subject }) => spotIf(subject !== undefined && subject.attributes.length === 0, subject?.tlv.at),
});
