import { rule } from '../../rule.ts';
import { attributesThat, hasIdNumber } from '../../subject/names.ts';

/** No resident identity number in the name (Yinxin). */
export const nameIdNumber = rule<'certificate' | 'request'>({
  id: 'name-id-number',
  kinds: ['certificate', 'request'],
  source: 'Yinxin',
  clause: '',
  severity: 'warning',
  issuing: 'error',
  check: ({ subject }) =>
    attributesThat(subject === undefined ? [] : [['subject', subject]], ({ text }) => hasIdNumber(text)),
});
