import { TokenError, type TokenErrorCode, type TokenProblem } from '@yinxin/token';
import { fill, texts } from './texts.ts';

/** Every refusal of the assistant 证书助手 itself; those of the medium are passed through unchanged. */
export type AssistantProblem =
  | TokenProblem
  | { readonly code: 'E_HOST' }
  | { readonly code: 'E_ORIGIN' }
  | { readonly code: 'E_PAIRING' }
  | { readonly code: 'E_PAIRING_DENIED' }
  | { readonly code: 'E_NO_KEY' }
  | { readonly code: 'E_OTHER_MEDIUM'; readonly serial: string }
  | { readonly code: 'E_NOT_IN_STOCK'; readonly serial: string }
  | { readonly code: 'E_BUSY' }
  | { readonly code: 'E_CONSENT' }
  | { readonly code: 'E_TIMEOUT' }
  | { readonly code: 'E_NO_CERTIFICATE' }
  | { readonly code: 'E_CERT_EXPIRED'; readonly notAfter: string }
  | { readonly code: 'E_CERT_NOT_YET'; readonly notBefore: string }
  | { readonly code: 'E_REQUEST'; readonly field: string }
  | { readonly code: 'E_NOT_FOUND' }
  | { readonly code: 'E_SANDBOX_ONLY' }
  | { readonly code: 'E_INTERNAL' };

export type AssistantErrorCode = AssistantProblem['code'];

/** A refusal of the assistant. */
export class AssistantRefusal extends Error {
  readonly problem: AssistantProblem;

  constructor(problem: AssistantProblem, options?: ErrorOptions) {
    super(problem.code, options);
    this.name = 'AssistantRefusal';
    this.problem = problem;
  }
}

/** HTTP status of each code: who has to act is the first digit, as usual. */
const statuses: Record<AssistantErrorCode | TokenErrorCode, number> = {
  E_HOST: 403,
  E_ORIGIN: 403,
  E_PAIRING: 401,
  E_PAIRING_DENIED: 403,
  E_NO_KEY: 409,
  E_OTHER_MEDIUM: 409,
  E_NOT_IN_STOCK: 404,
  E_BUSY: 409,
  E_CONSENT: 403,
  E_TIMEOUT: 408,
  E_NO_CERTIFICATE: 409,
  E_CERT_EXPIRED: 409,
  E_CERT_NOT_YET: 409,
  E_REQUEST: 400,
  E_NOT_FOUND: 404,
  E_SANDBOX_ONLY: 403,
  E_INTERNAL: 500,
  E_PIN_WRONG: 422,
  E_PIN_LOCKED: 423,
  E_PIN_POLICY: 422,
  E_PIN_REQUIRED: 401,
  E_ADMIN_WRONG: 422,
  E_ADMIN_LOCKED: 423,
  E_STATE: 409,
  E_NO_CONTAINER: 409,
  E_ENVELOPE: 422,
  E_UNLOCK_RESPONSE: 422,
  E_CERTIFICATE: 422,
  E_KEY_MISMATCH: 422,
  E_SUBJECT: 422,
  E_PIN_INITIAL: 409,
  E_OTHER_CERTIFICATE: 409,
  E_NOT_PROVEN: 409,
  E_SEAL: 422,
  E_SEAL_CERTIFICATE: 409,
  E_NO_SEAL: 404,
  E_TBS_MISMATCH: 422,
  E_DECRYPT: 422,
  E_MEDIUM_IN_USE: 409,
  E_MEDIUM_DAMAGED: 409,
  E_REMOVED: 409,
};

interface BothLanguages {
  readonly zh: string;
  readonly en: string;
}

/** RFC 9457 problem document with a stable code and texts for people in both languages. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: AssistantErrorCode;
  readonly detail: BothLanguages;
  readonly next: BothLanguages;
  readonly params: Record<string, string | number>;
}

/** The document that a refusal becomes on the wire. */
export function problemDocument(problem: AssistantProblem): ProblemDocument {
  const { code, ...params } = problem;
  const zh = texts['zh-CN'].errors[code];
  const en = texts.en.errors[code];
  const both = (part: 'what' | 'next'): BothLanguages => ({ zh: fill(zh[part], params), en: fill(en[part], params) });
  return {
    type: `urn:yinxin:assistant:${code}`,
    title: fill(en.what, params),
    status: statuses[code],
    code,
    detail: both('what'),
    next: both('next'),
    params,
  };
}

/** What went wrong, as data. Anything unforeseen becomes `E_INTERNAL`; its cause goes to the log, not to the page. */
export function problemOf(error: unknown): AssistantProblem {
  if (error instanceof AssistantRefusal || error instanceof TokenError) return error.problem;
  return { code: 'E_INTERNAL' };
}
