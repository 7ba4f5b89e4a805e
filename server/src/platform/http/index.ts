export { type AppOptions, createApp } from './app.ts';
export type { Call, FileAnswer, Handler, HandlerAnswer, SignedInCall, UploadedFile } from './endpoint.ts';
export { openApi } from './openapi.ts';
export { registerEndpoint } from './register-endpoint.ts';
export { csrfHeader, presentSessions } from './session-guard.ts';
