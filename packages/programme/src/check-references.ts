import { askedIn } from './ask.ts';
import { doubled } from './check-lists.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import type { Programme } from './programme.ts';

/** What one part of a programme names in another, and what the house needs to find. */
export function checkReferences(p: Programme): ProgrammeMistake[] {
  return [
    ...instead(p),
    ...expired(p),
    ...handler(p),
    ...doubled(p.payees, 'payees'),
    ...doubled(p.fieldReasons, 'fieldReasons'),
    ...doubled(p.wrongReasons, 'wrongReasons'),
    ...(isTime(p.courier.eveningScan)
      ? []
      : [mistake('courier.eveningScan', 'time-unreal', { time: p.courier.eveningScan })]),
  ];
}

function instead({ projects }: Programme): ProgrammeMistake[] {
  const known = projects.map(({ code }) => code);
  return projects.flatMap(({ insteadOf: project }, i) =>
    project === undefined || known.includes(project)
      ? []
      : [mistake(`projects.${i}.insteadOf`, 'project-unknown', { project, known: known.join(', ') })],
  );
}

/** Where people are sent once a certificate has expired is open to them then. */
function expired({ services }: Programme): ProgrammeMistake[] {
  return services.flatMap((one, i) => {
    const code = one.channel === 'online' ? one.subject?.expired?.service : undefined;
    const target = services.find((other) => other.code === code);
    if (target?.channel !== 'online' || target.business === 'new') return [];
    if (target.subject?.states.includes('expired')) return [];
    return [mistake(`services.${i}.subject.expired.service`, 'expired-again', { service: target.code })];
  });
}

/** Whoever gets the messages of an order gives a number. */
function handler(p: Programme): ProgrammeMistake[] {
  if (p.orderMessagesTo !== 'handler') return [];
  const without = p.services.flatMap((service) =>
    service.channel !== 'online'
      ? []
      : p.projects
          .filter((project) => project.services?.includes(service.code) ?? true)
          .filter((project) => !askedIn(project, service).fields.some(({ role }) => role === 'handler-mobile'))
          .map((project) => ({ service: service.code, project: project.code, role: 'handler-mobile' })),
  );
  return without.map((params) => mistake('orderMessagesTo', 'role-missing', params));
}

const isTime = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
