import { checkLives, LIVES, type LifeMistake } from '@yinxin/life';
import { checkGuide } from './check-guide.ts';
import { checkLists } from './check-lists.ts';
import { checkReferences } from './check-references.ts';
import { checkService } from './check-service.ts';
import { checkStages } from './check-stages.ts';
import { checkWays } from './check-ways.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import { Programme } from './programme.ts';
import { shapeMistakes } from './shape.ts';

export class ProgrammeInvalid extends Error {
  readonly mistakes: readonly ProgrammeMistake[];
  constructor(code: string, mistakes: readonly ProgrammeMistake[]) {
    super(`programme ${code}: ${mistakes.map((m) => `${m.path}: ${m.message}`).join('; ')}`);
    this.mistakes = mistakes;
  }
}

/** Parses a programme and checks what the shape alone cannot say. Throws {@link ProgrammeInvalid} naming every mistake. */
export function loadProgramme(source: unknown): Programme {
  const parsed = Programme.safeParse(source);
  if (!parsed.success) throw new ProgrammeInvalid('?', shapeMistakes(Programme, source, parsed.error.issues));
  const mistakes = crossChecks(parsed.data);
  if (mistakes.length > 0) throw new ProgrammeInvalid(parsed.data.code, mistakes);
  return parsed.data;
}

function crossChecks(p: Programme): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  const states = new Set(p.states.map((s) => s.code));
  for (const [key, state] of Object.entries(p.ends)) {
    if (state === undefined || states.has(state)) continue;
    found.push(mistake(`ends.${key}`, 'state-unknown', { state, known: [...states].join(', ') }));
  }
  for (const [i, service] of p.services.entries()) {
    if (service.channel !== 'online') continue;
    const at = `services.${i}`;
    const own = checkService(p, service, at);
    const offering = p.projects.filter((project) => project.services?.includes(service.code) ?? true);
    found.push(...own, ...offering.flatMap((project) => checkStages(project, service, at)));
    // Along stages that name what is not there, every way would be said to lead nowhere.
    if (own.length === 0) found.push(...offering.flatMap((project) => checkWays(project, service, at)));
  }
  for (const [i, guide] of p.guides.entries()) found.push(...checkGuide(guide, `guides.${i}`));
  const services = new Set(p.services.map((s) => s.code));
  for (const [i, project] of p.projects.entries()) {
    for (const [j, service] of (project.services ?? []).entries()) {
      if (!services.has(service)) found.push(mistake(`projects.${i}.services.${j}`, 'service-unknown', { service }));
    }
  }
  for (const [what, codes] of [
    ['projects', p.projects.map((x) => x.code)],
    ['services', p.services.map((x) => x.code)],
    ['states', p.states.map((x) => x.code)],
    ['articles', p.articles.map((x) => x.slug)],
    ['guides', p.guides.map((x) => x.slug)],
    ['relyingSystems', p.relyingSystems.map((x) => x.code)],
  ] as const) {
    const name = codes.find((c, i) => codes.indexOf(c) !== i);
    if (name) found.push(mistake(what, 'twice', { name }));
  }
  return [...found, ...checkLists(p), ...checkReferences(p), ...lives(p)];
}

/** An operator takes moves away and never adds one; nothing may be left that cannot end. */
const lives = (p: Programme): ProgrammeMistake[] => checkLives(p.lives).map(lifeMistake);

function lifeMistake(wrong: LifeMistake): ProgrammeMistake {
  const path = `lives.${wrong.path}`;
  const name = wrong.path.split('.')[0] ?? '';
  switch (wrong.code) {
    case 'LIFE_UNKNOWN':
      return mistake(path, 'life-unknown', { name });
    case 'LIFE_ADDS':
      return mistake(path, 'life-adds');
    case 'LIFE_MOVE_UNKNOWN': {
      const known = Object.entries(LIVES).find(([one]) => one === name)?.[1].moves ?? [];
      return mistake(path, 'life-move-unknown', { move: wrong.move, known: known.join(', ') });
    }
    case 'LIFE_MOVE_TWICE':
      return mistake(path, 'life-move-twice', { move: wrong.move });
    case 'LIFE_STATE_TRAPPED':
      return mistake(path, 'life-trapped', { state: wrong.state });
  }
}
