/**
 * OCSP answers (应答): the same code inside the server and in a process of its own, which has neither a CA key nor a login
 * that may write. See README.md.
 */
export {
  type Answer,
  type AnsweredIssuer,
  type AnswerTools,
  FRESH_MS,
  liveResponder,
  MOST_CERTIFICATES,
  type Responder,
  type SerialStatus,
} from './answer.ts';
export { responderGrants } from './grants.ts';
export { cacheHeaders, LARGEST_QUESTION, questionOfPath } from './http.ts';
export { ResponderError, type ResponderSettings, type RunningResponder, startResponder } from './start.ts';
export { statusOf } from './status.ts';
