import { askedIn } from './ask.ts';
import type { Duration, StepClock } from './duration.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import type { Programme, Project } from './programme.ts';
import type { OnlineService } from './service.ts';

/** What looks like a slip in states, clocks and services. */
export function adviseServices(p: Programme): ProgrammeMistake[] {
  return [
    ...states(p),
    ...clocks(p, ''),
    ...p.services.flatMap((service, i) => {
      if (service.channel !== 'online') return [];
      const offering = p.projects.filter((project) => project.services?.includes(service.code) ?? true);
      const at = `services.${i}`;
      return [...afterwards(service, at), ...free(service, offering, at), ...named(service, offering, at)];
    }),
  ];
}

function states(p: Programme): ProgrammeMistake[] {
  const shown = p.services.flatMap((service) =>
    service.channel === 'online'
      ? [
          service.finishedState,
          ...service.stages.flatMap((stage) => [stage.state, stage.kind === 'review' ? stage.rejectedState : '']),
        ]
      : [],
  );
  const used = new Set([...shown, ...Object.values(p.ends)]);
  return p.states.flatMap(({ code: state }, i) =>
    used.has(state) ? [] : [mistake(`states.${i}.code`, 'state-unused', { state })],
  );
}

function afterwards({ business, old, stages, subject }: OnlineService, at: string): ProgrammeMistake[] {
  const replaces = business === 'renew' || business === 'change' || business === 'reissue';
  const kinds = stages.map(({ kind }) => kind);
  return [
    ...(replaces && old === 'kept' ? [mistake(`${at}.old`, 'old-kept')] : []),
    ...(kinds.includes('production') && !kinds.includes('delivery') ? [mistake(`${at}.stages`, 'made-stays')] : []),
    ...(business === 'seal-apply' && subject?.seal !== 'without'
      ? [mistake(`${at}.subject.seal`, 'seal-replaced')]
      : []),
  ];
}

function free(service: OnlineService, offering: readonly Project[], at: string): ProgrammeMistake[] {
  const paying = service.stages.findIndex(
    (stage) => stage.kind === 'payment' || (stage.kind === 'review' && stage.gate.includes('fee')),
  );
  const charged = offering.some((project) => askedIn(project, service).prices.length > 0);
  return paying === -1 || charged || offering.length === 0 ? [] : [mistake(`${at}.stages.${paying}`, 'payment-free')];
}

function named(service: OnlineService, offering: readonly Project[], at: string): ProgrammeMistake[] {
  if (service.business !== 'change') return [];
  const silent = offering.find(
    (project) => !askedIn(project, service).fields.some(({ role }) => role === 'organisation-name'),
  );
  return silent ? [mistake(`${at}.fields`, 'change-names-nothing', { project: silent.code })] : [];
}

/** Clocks whose target is later than what is promised, where both count the same. */
function clocks(at: unknown, path: string): ProgrammeMistake[] {
  if (typeof at !== 'object' || at === null) return [];
  return Object.entries(at).flatMap(([key, value]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return isClock(value) && later(value.target, value.promise)
      ? [mistake(`${place}.target`, 'target-late')]
      : clocks(value, place);
  });
}

const isClock = (value: unknown): value is StepClock =>
  typeof value === 'object' && value !== null && 'promise' in value && 'target' in value;

const later = (one: Duration, other: Duration) => one.unit === other.unit && one.amount > other.amount;
