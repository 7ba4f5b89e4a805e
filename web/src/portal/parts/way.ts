import type { ApplicationView, ProgrammeView, ProjectView } from '@yinxin/contract';

type Service = ProgrammeView['services'][number];
interface Stage {
  readonly kind: string;
}

/** When a service is paid: after its review, before it (or without one), or never. */
export type Way = 'review-first' | 'pay-first' | 'free';

export function wayOf(stages: readonly Stage[]): Way {
  const payment = stages.findIndex(({ kind }) => kind === 'payment');
  const review = stages.findIndex(({ kind }) => kind === 'review');
  if (payment < 0) return 'free';
  return review >= 0 && review < payment ? 'review-first' : 'pay-first';
}

/** The same in words: a fee without a stage of its own is paid beside the order, which waits for it. */
export function toldWay(stages: readonly Stage[], totalFen: number): Way | 'beside' {
  const way = wayOf(stages);
  return way === 'free' && totalFen > 0 ? 'beside' : way;
}

/** Whether paper originals are sent, and whether before or after anything is paid. */
export function papersOf(stages: readonly Stage[]): 'none' | 'after-payment' | 'sent' {
  const papers = stages.findIndex(({ kind }) => kind === 'papers');
  const payment = stages.findIndex(({ kind }) => kind === 'payment');
  if (papers < 0) return 'none';
  return payment >= 0 && payment < papers ? 'after-payment' : 'sent';
}

/** What a service asks for in a project: its own lists where it has them, else the project's. */
export function askedBy(project: ProjectView, service: Service | undefined) {
  return {
    fields: service?.online?.fields ?? project.fields,
    materials: service?.online?.materials ?? project.materials,
    prices: service?.online?.prices ?? project.price.lines,
  };
}

/** Fields whose answers decide what else is asked or what it costs: they are saved at once, so that the page follows. */
export function decidingFields(project: ProjectView, service: Service | undefined): ReadonlySet<string> {
  const { fields, materials, prices } = askedBy(project, service);
  const conditions = [...fields, ...materials, ...prices].flatMap(({ when }) => (when ? [when.field] : []));
  const times = prices.flatMap((line) => (line.times === undefined ? [] : [line.times]));
  return new Set([...conditions, ...times]);
}

/** Services of a project that begin without a certificate. */
export function firstServices(programme: ProgrammeView, project: ProjectView): Service[] {
  return programme.services.filter(
    ({ code, online }) => online?.business === 'new' && (project.services === null || project.services.includes(code)),
  );
}

/** Where the papers, price and steps of an order's own business are told. */
export function guidanceOf({
  programme,
  project,
  service,
  business,
}: Pick<ApplicationView, 'programme' | 'project' | 'service' | 'business'>): string {
  const page = `/projects/${programme}/${project}`;
  return business === 'new' ? page : `${page}?service=${service}`;
}
