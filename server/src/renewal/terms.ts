import type { OnlineService, Programme } from '@yinxin/programme';

/** How a project lets its certificates be renewed online. */
export interface RenewalTerms {
  readonly service: string;
  /** `null`: at any time. */
  readonly opensDaysBefore: number | null;
  /** States of a certificate in which it is offered. */
  readonly states: readonly string[];
}

/** The online renewal of a project; `null` when it offers none. */
export function renewalTerms(programme: Programme, project: string): RenewalTerms | null {
  const offered = programme.projects.find(({ code }) => code === project)?.services;
  const service = programme.services.find(
    (one): one is OnlineService =>
      one.channel === 'online' && one.business === 'renew' && (offered === undefined || offered.includes(one.code)),
  );
  if (!service) return null;
  return {
    service: service.code,
    opensDaysBefore: service.subject?.window?.opensDaysBefore ?? null,
    states: service.subject?.states ?? [],
  };
}
