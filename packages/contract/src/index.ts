/** Every HTTP endpoint of the hall as data: one source for server, OpenAPI, clients and pages. */
import { access } from './access.ts';
import { accounts } from './accounts.ts';
import { addresses } from './addresses.ts';
import { administration } from './administration.ts';
import { announcements, consoleAnnouncements } from './announcements.ts';
import { applications } from './application-endpoints.ts';
import { applicationSigning } from './application-signing.ts';
import { authorities } from './authorities.ts';
import { bindings, consoleBindings, relying } from './bindings.ts';
import { branches } from './branches.ts';
import { catalogue } from './catalogue.ts';
import { certificates } from './certificates.ts';
import { consoleApplications } from './console-applications.ts';
import { escrow } from './escrow.ts';
import { finance } from './finance.ts';
import { consoleHoldings, consoleMedia, holdings } from './holdings.ts';
import { mediaStock } from './media-stock.ts';
import { messages } from './messages.ts';
import { parcels } from './parcels.ts';
import { personalKeys } from './personal-keys.ts';
import { production } from './production.ts';
import { productionBatches } from './production-batches.ts';
import { profiles } from './profiles.ts';
import { programmeEditor } from './programme-editor.ts';
import { registration } from './registration.ts';
import { remittances } from './remittances.ts';
import { consoleRenewal, renewal } from './renewal.ts';
import { renewalGroup } from './renewal-group.ts';
import { consoleRequests, requests } from './requests.ts';
import { sandbox } from './sandbox.ts';
import { sealScans } from './seal-scans.ts';
import { consoleSeals, seals } from './seals.ts';
import { consoleSearch } from './search.ts';
import { selfService } from './self-service.ts';
import { consoleSelfService } from './self-service-desk.ts';
import { session } from './session.ts';
import { workingCalendar } from './working-calendar.ts';

export * from './access.ts';
export * from './accounts.ts';
export * from './addresses.ts';
export * from './administration.ts';
export * from './announcements.ts';
export * from './application-commands.ts';
export * from './application-endpoints.ts';
export * from './application-signing.ts';
export * from './application-view.ts';
export * from './audit-actions.ts';
export * from './authorities.ts';
export * from './bindings.ts';
export * from './branches.ts';
export * from './catalogue.ts';
export * from './ceremony-act.ts';
export * from './certificates.ts';
export * from './console-applications.ts';
export * from './endpoint.ts';
export * from './escrow.ts';
export * from './finance.ts';
export * from './holdings.ts';
export * from './media-stock.ts';
export * from './messages.ts';
export * from './parcels.ts';
export * from './personal-keys.ts';
export * from './production.ts';
export * from './production-batches.ts';
export * from './profiles.ts';
export * from './programme-editor.ts';
export * from './registration.ts';
export * from './remittances.ts';
export * from './renewal.ts';
export * from './renewal-group.ts';
export * from './requests.ts';
export * from './sandbox.ts';
export * from './seal-scans.ts';
export * from './seals.ts';
export * from './search.ts';
export * from './self-service.ts';
export * from './self-service-desk.ts';
export * from './session.ts';
export * from './shapes.ts';
export * from './working-calendar.ts';

export const endpoints = {
  session,
  access,
  accounts,
  addresses,
  registration,
  branches,
  personalKeys,
  bindings,
  relying,
  consoleBindings,
  catalogue,
  applications,
  applicationSigning,
  holdings,
  renewal,
  renewalGroup,
  consoleRenewal,
  seals,
  sealScans,
  requests,
  messages,
  announcements,
  consoleAnnouncements,
  certificates,
  authorities,
  profiles,
  escrow,
  consoleApplications,
  consoleRequests,
  consoleHoldings,
  consoleSeals,
  consoleSearch,
  consoleMedia,
  production,
  productionBatches,
  parcels,
  mediaStock,
  finance,
  remittances,
  administration,
  programmeEditor,
  workingCalendar,
  sandbox,
  selfService,
  consoleSelfService,
} as const;
