import { checkService } from './check-service.ts';
import { Programme } from './programme.ts';

/** One mistake in a programme: where it is and what is wrong, in words for whoever wrote the file. */
export interface ProgrammeMistake {
  readonly path: string;
  readonly message: string;
}

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
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map((i) => ({ path: i.path.join('.'), message: i.message }));
    throw new ProgrammeInvalid('?', mistakes);
  }
  const mistakes = crossChecks(parsed.data);
  if (mistakes.length > 0) throw new ProgrammeInvalid(parsed.data.code, mistakes);
  return parsed.data;
}

function crossChecks(p: Programme): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  const states = new Set(p.states.map((s) => s.code));
  for (const [key, code] of Object.entries(p.ends)) {
    if (code !== undefined && !states.has(code)) found.push({ path: `ends.${key}`, message: `no state "${code}"` });
  }
  for (const [i, service] of p.services.entries()) {
    if (service.channel !== 'online') continue;
    found.push(...checkService(p, service).map((m) => ({ ...m, path: `services.${i}.${m.path}` })));
  }
  const services = new Set(p.services.map((s) => s.code));
  for (const [i, project] of p.projects.entries()) {
    for (const code of project.services ?? []) {
      if (!services.has(code)) found.push({ path: `projects.${i}.services`, message: `no service "${code}"` });
    }
  }
  for (const [what, codes] of [
    ['projects', p.projects.map((x) => x.code)],
    ['services', p.services.map((x) => x.code)],
    ['states', p.states.map((x) => x.code)],
    ['articles', p.articles.map((x) => x.slug)],
    ['relyingSystems', p.relyingSystems.map((x) => x.code)],
  ] as const) {
    const twice = codes.find((c, i) => codes.indexOf(c) !== i);
    if (twice) found.push({ path: what, message: `"${twice}" stands twice` });
  }
  return found;
}
