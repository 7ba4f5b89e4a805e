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
  const wantState = (path: string, code: string) => {
    if (!states.has(code)) found.push({ path, message: `no state "${code}"` });
  };
  for (const [i, service] of p.services.entries()) {
    if (service.channel !== 'online') continue;
    const first = service.stages[0];
    if (first?.kind !== 'fill')
      found.push({ path: `services.${i}.stages.0`, message: 'the first stage must be "fill"' });
    if (service.stages.at(-1)?.kind !== 'delivery')
      found.push({ path: `services.${i}.stages`, message: 'the last stage must be "delivery"' });
    for (const [j, stage] of service.stages.entries()) {
      const path = `services.${i}.stages.${j}`;
      wantState(`${path}.state`, stage.state);
      if (stage.kind === 'review') wantState(`${path}.rejectedState`, stage.rejectedState);
      if (stage.kind === 'delivery') wantState(`${path}.finishedState`, stage.finishedState);
    }
    const kinds = service.stages.map((s) => s.kind);
    const twice = kinds.find((k, j) => kinds.indexOf(k) !== j);
    if (twice) found.push({ path: `services.${i}.stages`, message: `stage "${twice}" stands twice` });
  }
  for (const [what, codes] of [
    ['projects', p.projects.map((x) => x.code)],
    ['services', p.services.map((x) => x.code)],
    ['states', p.states.map((x) => x.code)],
    ['articles', p.articles.map((x) => x.slug)],
  ] as const) {
    const twice = codes.find((c, i) => codes.indexOf(c) !== i);
    if (twice) found.push({ path: what, message: `"${twice}" stands twice` });
  }
  return found;
}
