import { makeCorpus } from './corpus.ts';
import type { Target } from './target.ts';
import { containerTargets } from './targets/containers.ts';
import { gmTargets } from './targets/gm.ts';
import { lintTargets } from './targets/lint.ts';
import { messageTargets } from './targets/messages.ts';
import { pkiTargets } from './targets/pki.ts';

/** Everything that reads bytes from outside. A new reader is entered here; the order is part of what a seed means. */
export function allTargets(): readonly Target[] {
  const corpus = makeCorpus();
  return [...gmTargets(), ...pkiTargets(corpus), ...messageTargets(), ...containerTargets(), ...lintTargets(corpus)];
}
