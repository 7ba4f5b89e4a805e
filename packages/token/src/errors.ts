import type { PinWeakness } from './pin.ts';
import type { MediumState } from './types.ts';

/** Which certificate or key of an installation a refusal speaks about. */
export type InstallPart = 'sign' | 'encrypt' | 'envelope' | 'chain' | 'passwordCard';

/** What of a seal 印章 a medium cannot take. */
export type SealFault = 'descriptor' | 'picture' | 'object';

/** Every refusal a medium 介质 can give. Codes are stable; parameters carry what the reader needs to act. */
export type TokenProblem =
  | { readonly code: 'E_PIN_WRONG'; readonly left: number }
  | { readonly code: 'E_PIN_LOCKED' }
  | { readonly code: 'E_PIN_POLICY'; readonly reason: PinWeakness }
  | { readonly code: 'E_PIN_REQUIRED' }
  | { readonly code: 'E_ADMIN_WRONG'; readonly left: number }
  | { readonly code: 'E_ADMIN_LOCKED' }
  | { readonly code: 'E_STATE'; readonly state: MediumState }
  | { readonly code: 'E_NO_CONTAINER'; readonly container: string }
  | { readonly code: 'E_ENVELOPE' }
  | { readonly code: 'E_UNLOCK_RESPONSE' }
  | { readonly code: 'E_CERTIFICATE'; readonly part: InstallPart }
  | { readonly code: 'E_KEY_MISMATCH'; readonly part: InstallPart }
  | { readonly code: 'E_SUBJECT' }
  | { readonly code: 'E_PIN_INITIAL' }
  | { readonly code: 'E_OTHER_CERTIFICATE' }
  | { readonly code: 'E_NOT_PROVEN' }
  | { readonly code: 'E_SEAL'; readonly fault: SealFault }
  | { readonly code: 'E_SEAL_CERTIFICATE' }
  | { readonly code: 'E_NO_SEAL' }
  | { readonly code: 'E_TBS_MISMATCH' }
  | { readonly code: 'E_DECRYPT' }
  | { readonly code: 'E_MEDIUM_IN_USE' }
  | { readonly code: 'E_MEDIUM_DAMAGED' }
  | { readonly code: 'E_REMOVED' };

export type TokenErrorCode = TokenProblem['code'];

/** A refusal of a medium. `problem` is data for people and programs; the message never holds a secret. */
export class TokenError extends Error {
  readonly problem: TokenProblem;

  constructor(problem: TokenProblem, options?: ErrorOptions) {
    super(problem.code, options);
    this.name = 'TokenError';
    this.problem = problem;
  }
}
