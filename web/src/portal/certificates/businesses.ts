import type { HoldingView, ProgrammeView } from '@yinxin/contract';
import type { z } from 'zod';
import { formatShortDay } from '../../shared/format.ts';

export type Holding = z.infer<typeof HoldingView>;
export type Service = ProgrammeView['services'][number];
export type OnlineService = Service & { readonly online: NonNullable<Service['online']> };

/** Why a business is not open to a certificate now, as the house would say it. */
export type Closed =
  | { readonly why: 'not-yet'; readonly day: string }
  | { readonly why: 'running'; readonly number: string; readonly applicationId: string }
  | { readonly why: 'expired' | 'ended' | 'state' | 'no-seal' | 'seal-there' };

/** A business about one certificate; `closed` is null when it can be begun. */
export interface Business {
  readonly service: OnlineService;
  readonly closed: Closed | null;
}

const DAY_MS = 86_400_000;

/** Online services of a project. */
export function onlineServices(programme: ProgrammeView, project: string): OnlineService[] {
  const offered = programme.projects.find((one) => one.code === project)?.services ?? null;
  return programme.services.flatMap((service) =>
    service.online && (offered === null || offered.includes(service.code))
      ? [{ ...service, online: service.online }]
      : [],
  );
}

/** Every business about a certificate that is held, in the programme's order, each open or with the reason why not. */
export function businessesOf(holding: Holding, programme: ProgrammeView, now: Date): Business[] {
  return onlineServices(programme, holding.project)
    .filter(({ online }) => online.business !== 'new')
    .map((service) => ({ service, closed: closedFor(holding, service, now) }));
}

/** The first day, in Shanghai, on which a business with a window is open; null without one (PA-24, BJ-31). */
export function opensOn(notAfter: string, { online }: OnlineService): string | null {
  const days = online.subject?.window?.opensDaysBefore;
  return days === undefined ? null : formatShortDay(new Date(Date.parse(notAfter) - days * DAY_MS));
}

/** The same order of reasons as the house gives them; the house has the last word when the order is opened. */
function closedFor(holding: Holding, service: OnlineService, now: Date): Closed | null {
  const rule = service.online.subject;
  const states: readonly string[] = rule?.states ?? [];
  const over = holding.status === 'expired' || holding.notAfter <= now.toISOString();
  if (over && !states.includes('expired')) return { why: 'expired' };
  if (['superseded', 'revoked', 'withdrawn'].includes(holding.status)) return { why: 'ended' };
  if (rule && !states.includes(over ? 'expired' : holding.status)) return { why: 'state' };
  const { running } = holding.business;
  if (running) return { why: 'running', number: running.applicationNumber, applicationId: running.applicationId };
  const hasSeal = holding.seals.some(({ status }) => status !== 'changed' && status !== 'stopped');
  if (rule?.seal === 'with' && !hasSeal) return { why: 'no-seal' };
  if (rule?.seal === 'without' && hasSeal) return { why: 'seal-there' };
  const day = opensOn(holding.notAfter, service);
  return day !== null && formatShortDay(now) < day ? { why: 'not-yet', day } : null;
}

/** What is asked by `consequences` before a business is begun; the others touch nothing that is there. */
export function actOf({ online }: OnlineService): 'change' | 'reissue' | 'renew' | null {
  switch (online.business) {
    case 'change':
    case 'reissue':
    case 'renew':
      return online.business;
    case 'new':
    case 'unlock':
    case 'seal-apply':
    case 'seal-change':
      return null;
  }
}
