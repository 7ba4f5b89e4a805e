import type { CertificateMove } from './certificate.ts';
import { allowed } from './life.ts';
import { SEAL_LIFE, type SealMove, type SealState } from './seal.ts';

/**
 * What the seals of a certificate do when it makes a move: none or one move. A seal stops working with its certificate and
 * comes back with it; one whose certificate was replaced gives way to the seal of the new one.
 */
export function sealMovesOf(move: CertificateMove): readonly SealMove[] {
  switch (move) {
    case 'suspend':
      return ['suspend'];
    case 'resume':
    case 'resume-made':
    case 'resume-activated':
      return ['resume'];
    case 'supersede':
      return ['change'];
    case 'expire':
    case 'revoke':
    case 'withdraw':
      return ['stop'];
    case 'make':
    case 'activate':
    case 'put-to-use':
      return [];
  }
}

/** The move a seal in this state makes when its certificate moves; null when it stays as it is. */
export function sealFollows(state: SealState, move: CertificateMove): { move: SealMove; to: SealState } | null {
  for (const follow of sealMovesOf(move)) {
    const outcome = allowed(SEAL_LIFE, state, follow, 'system');
    if (outcome.ok) return { move: follow, to: outcome.to };
  }
  return null;
}
