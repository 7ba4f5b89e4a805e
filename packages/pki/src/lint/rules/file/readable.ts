import { KEPT, type Rule } from '../../rule.ts';

/** The file can be read (X.690). Reported by `lint` itself, before there is a subject to look at. */
export const fileReadable: Rule = {
  id: 'file-readable',
  kinds: [],
  source: 'X.690',
  clause: '',
  severity: 'error',
  applies: () => false,
  check: () => KEPT,
};
