/** Every HTTP endpoint of the hall as data: one source for server, OpenAPI, clients and pages. */
import { administration } from './administration.ts';
import { applications, consoleApplications } from './application.ts';
import { catalogue } from './catalogue.ts';
import { messages } from './messages.ts';
import { certificates, finance, production } from './production.ts';
import { consoleRequests, requests } from './requests.ts';
import { sandbox } from './sandbox.ts';
import { session } from './session.ts';

export * from './administration.ts';
export * from './application.ts';
export * from './catalogue.ts';
export * from './endpoint.ts';
export * from './messages.ts';
export * from './production.ts';
export * from './requests.ts';
export * from './sandbox.ts';
export * from './session.ts';
export * from './shapes.ts';

export const endpoints = {
  session,
  catalogue,
  applications,
  requests,
  messages,
  certificates,
  consoleApplications,
  consoleRequests,
  production,
  finance,
  administration,
  sandbox,
} as const;
