import { KEPT, type Rule } from '../../rule.ts';

/** The file is something the rules know (Yinxin). Reported by `lint` itself, before there is a subject to look at. */
export const fileKind: Rule = {
  id: 'file-kind',
  kinds: [],
  source: 'Yinxin',
  clause: '',
  severity: 'error',
  applies: () => false,
  check: () => KEPT,
};
