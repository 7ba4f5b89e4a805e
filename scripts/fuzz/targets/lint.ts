import { lint } from '@yinxin/pki';
import type { Corpus } from '../corpus.ts';
import type { Target } from '../target.ts';

/** The linter is given whatever people drop on it and answers with findings, always. */
export function lintTargets({ certificates, requests, crls, ocspResponses }: Corpus): readonly Target[] {
  const corpus = [...certificates, ...requests, ...crls, ...ocspResponses];
  return [{ name: 'lint', weight: 3, corpus, neverThrows: true, run: (input) => lint(input) }];
}
