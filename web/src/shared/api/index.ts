export { type CallOptions, type CommandOptions, keyOf, useCall, useCommand } from './calls.ts';
export { newKey } from './idempotency-key.ts';
export { codeOf, type ProblemText, useProblemText } from './problem.ts';
export { rememberCsrf, transport } from './transport.ts';
