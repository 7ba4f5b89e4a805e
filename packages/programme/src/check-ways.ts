import { askedIn } from './ask.ts';
import { type Answers, applies } from './condition.ts';
import type { FieldSpec } from './field.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import type { Project } from './programme.ts';
import type { OnlineService } from './service.ts';
import type { Stage, StageKind } from './stage.ts';

/** Ways looked at for one service; a service that branches more often is checked along this many of them. */
const MOST_WAYS = 2_000;

/** One way through a service: what is answered where it branches, and the stages it then has. */
interface Way {
  readonly answers: Answers;
  readonly stages: readonly Stage[];
}

/** Fields the stages branch by, each after those its own question rests on. Throws nothing for conditions in a circle. */
function branching(fields: readonly FieldSpec[], service: OnlineService): FieldSpec[] {
  const found: FieldSpec[] = [];
  const visit = (code: string, above: readonly string[]) => {
    const field = fields.find((one) => one.code === code);
    if (!field || above.includes(code) || found.includes(field)) return;
    if (field.when) visit(field.when.field, [...above, code]);
    found.push(field);
  };
  for (const { when } of service.stages) if (when) visit(when.field, []);
  return found;
}

/** Every way through a service, by the answers that are accepted. */
function waysThrough(project: Project, service: OnlineService): Way[] {
  let given: Answers[] = [{}];
  for (const field of branching(askedIn(project, service).fields, service)) {
    const accepted = (field.choices ?? []).filter((one) => one.accepted).map(({ code }) => code);
    given = given.flatMap((answers) => {
      if (!applies(field, answers)) return [answers];
      const asked = accepted.map((code) => ({ ...answers, [field.code]: code }));
      return field.required && asked.length > 0 ? asked : [...asked, answers];
    });
    given = given.slice(0, MOST_WAYS);
  }
  return given.map((answers) => ({ answers, stages: service.stages.filter((stage) => applies(stage, answers)) }));
}

/** What a business cannot do without, by its kind: one of these stages. */
const ESSENTIAL: Readonly<Record<OnlineService['business'], readonly StageKind[]>> = {
  new: ['production', 'install'],
  renew: ['production', 'install'],
  change: ['production', 'install'],
  reissue: ['production', 'install'],
  unlock: ['unlock'],
  'seal-apply': ['seal'],
  'seal-change': ['seal'],
};

/** Whoever answers one way or another comes to what the business is for, once, and to no stage that has nothing to do. */
export function checkWays(project: Project, service: OnlineService, at: string): ProgrammeMistake[] {
  const { business } = service;
  const essential = ESSENTIAL[business];
  const found = new Map<string, ProgrammeMistake>();
  for (const { answers, stages } of waysThrough(project, service)) {
    const kinds = stages.map(({ kind }) => kind);
    const said = Object.entries(answers).map(([field, answer]) => `${field} = ${answer}`);
    const params = { answers: said.join(', ') || '–', business, project: project.code };
    const path = `${at}.stages`;
    const tell = (key: string, one: ProgrammeMistake) => found.has(key) || found.set(key, one);
    const there = essential.filter((kind) => kinds.includes(kind));
    const [one = '', other = ''] = there;
    if (there.length === 0) tell('none', mistake(path, 'way-without', { ...params, kinds: essential.join(' / ') }));
    if (there.length > 1) tell('twice', mistake(path, 'way-twice', { ...params, one, other }));
    const lacking = (kind: StageKind, needed: StageKind) => kinds.includes(kind) && !kinds.includes(needed);
    for (const [kind, needed] of [
      ['delivery', 'production'],
      ['provision', 'install'],
    ] as const) {
      if (lacking(kind, needed)) tell(kind, mistake(path, 'way-needs', { ...params, kind, needed }));
    }
    const onProvided = stages.some((stage) => stage.kind === 'install' && stage.medium === 'provided');
    if (onProvided && lacking('install', 'provision')) {
      tell('install', mistake(path, 'way-needs', { ...params, kind: 'install', needed: 'provision' }));
    }
  }
  return [...found.values()];
}
