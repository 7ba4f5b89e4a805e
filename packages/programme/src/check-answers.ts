import { askedIn, decidingFields } from './ask.ts';
import type { When } from './condition.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import type { Project } from './programme.ts';
import type { OnlineService } from './service.ts';

/** Where a service and a project stand in the programme. */
interface Places {
  readonly service: string;
  readonly project: string;
}

/** Conditions and multipliers name choice fields that are asked, and answers that can be given. */
export function checkAnswers(project: Project, service: OnlineService, at: Places): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  const asked = askedIn(project, service);
  const here = { project: project.code };
  const choice = (field: string) => asked.fields.find((f) => f.code === field && f.kind === 'choice');
  const check = (path: string, when: When | undefined) => {
    if (!when) return;
    const { field } = when;
    const known = choice(field)?.choices?.map((c) => c.code);
    if (!known) {
      found.push(mistake(`${path}.field`, 'when-no-choice', { field, ...here }));
      return;
    }
    for (const [i, answer] of when.in.entries()) {
      if (known.includes(answer)) continue;
      found.push(mistake(`${path}.in.${i}`, 'when-no-answer', { field, answer, known: known.join(', '), ...here }));
    }
  };
  for (const list of ['fields', 'materials', 'prices'] as const) {
    const owner = service[list] ? at.service : at.project;
    for (const [i, one] of asked[list].entries()) check(`${owner}.${list}.${i}.when`, one.when);
  }
  for (const [j, stage] of service.stages.entries()) {
    check(`${at.service}.stages.${j}.when`, stage.when);
    if (stage.kind === 'review') check(`${at.service}.stages.${j}.automatic.when`, stage.automatic?.when);
  }
  const conditions = new Set(found.map((one) => one.params.field));
  const fields = `${service.fields ? at.service : at.project}.fields`;
  for (const field of decidingFields(project, service)) {
    if (choice(field) || conditions.has(field)) continue;
    found.push(mistake(fields, 'decides-no-choice', { field, ...here }));
  }
  const numbers = [
    ...asked.prices.flatMap((one) => (one.times === undefined ? [] : [one.times])),
    ...service.stages.flatMap((one) => (one.kind === 'provision' && one.count ? [one.count] : [])),
  ];
  for (const field of new Set(numbers)) {
    const odd = choice(field)?.choices?.find((c) => !/^[1-9]\d{0,3}$/.test(c.code));
    const path = `${fields}.${asked.fields.findIndex((f) => f.code === field)}.choices`;
    if (odd) found.push(mistake(path, 'answer-no-number', { field, answer: odd.code, ...here }));
  }
  return found;
}
