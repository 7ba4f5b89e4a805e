import type { ProgrammeView } from '@yinxin/contract';
import { type OnlineService, type PriceLine, type Programme, type Project, shanghaiDay } from '@yinxin/programme';

/** A programme as visitors see it before they sign in: what is offered, for whom, its price today. */
export function programmeView(programme: Programme, now: Date): ProgrammeView {
  const online = programme.services.flatMap((s) => (s.channel === 'online' ? s.stages : []));
  const papers = online.find((s) => s.kind === 'papers');
  const delivery = online.find((s) => s.kind === 'delivery');
  return {
    code: programme.code,
    version: programme.version,
    name: programme.name,
    authority: programme.authority,
    states: programme.states,
    services: programme.services.map((service) => ({
      code: service.code,
      label: service.label,
      channel: service.channel,
      direction: service.channel === 'hall' ? service.direction : null,
      online: service.channel === 'online' ? onlineView(service, now) : null,
      stages:
        service.channel === 'online'
          ? service.stages.map(({ kind, state, clock }) => ({ kind, state, clock: clock ?? null }))
          : [],
    })),
    projects: programme.projects.map((project) => projectView(project, now)),
    fieldReasons: programme.fieldReasons,
    wrongReasons: programme.wrongReasons,
    paperReasons: papers?.kind === 'papers' ? papers.reasons : [],
    deliveryModes: delivery?.kind === 'delivery' ? delivery.modes : [],
    papersAddress: papers?.kind === 'papers' ? papers.address : null,
    invoiceKinds: programme.invoice.kinds,
    courier: programme.courier,
    refundMailbox: programme.refund.mailbox,
    hall: programme.hall,
    customerService: programme.customerService,
    articles: programme.articles,
    guides: programme.guides,
    client: programme.client ?? null,
    downloads: programme.downloads ?? null,
  };
}

function onlineView(service: OnlineService, now: Date): ProgrammeView['services'][number]['online'] {
  const { business, finishedState, subject, fields, materials, prices, validity, signing, signIn, cancel } = service;
  return {
    business,
    finishedState,
    subject: subject ?? null,
    fields: fields ?? null,
    materials: materials ?? null,
    prices: prices ? priced(prices, now).lines : null,
    announced: prices ? priced(prices, now).announced : null,
    validity: validity ?? null,
    signing,
    signIn: signIn ?? null,
    cancellable: cancel !== undefined,
  };
}

/** The lines in force on the day, and those announced for later ones, soonest first. */
function priced(prices: readonly PriceLine[], now: Date) {
  const day = shanghaiDay(now);
  return {
    lines: prices.filter((line) => line.from <= day && (line.until === undefined || day < line.until)),
    announced: prices.filter((line) => line.from > day).toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  };
}

function projectView(project: Project, now: Date): ProgrammeView['projects'][number] {
  const { lines, announced } = priced(project.prices, now);
  const { code, name, system, audience, notFor, insteadOf, branches, region, fields, materials, certificate } = project;
  return {
    code,
    name,
    system: { name: system.name, purpose: system.purpose, ...(system.url === undefined ? {} : { url: system.url }) },
    audience,
    ...(notFor === undefined ? {} : { notFor }),
    ...(insteadOf === undefined ? {} : { insteadOf }),
    ...(branches === undefined ? {} : { branches }),
    ...(region === undefined ? {} : { region }),
    fields,
    materials,
    price: { lines, announced, totalFen: lines.reduce((sum, line) => sum + line.fen, 0) },
    certificateYears: certificate.years,
    turnaround: project.turnaround ?? null,
    services: project.services ?? null,
  };
}
