import { checkAnswers } from './check-answers.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import type { Programme } from './programme.ts';
import type { OnlineService } from './service.ts';
import type { StageKind } from './stage.ts';

/** Stages in which certificates come into being; a business that makes some has exactly one. */
const MAKING: readonly StageKind[] = ['production', 'install'];
/** Businesses that end with other certificates than they began with. */
const MAKES: readonly OnlineService['business'][] = ['new', 'renew', 'change', 'reissue'];
/** Businesses of somebody who has no certificate that could sign in, or no key that opens. */
const WITHOUT_KEY: readonly OnlineService['business'][] = ['new', 'reissue', 'unlock'];

/** What is wrong with one service of a programme, which stands at `at`. */
export function checkService(p: Programme, service: OnlineService, at: string): ProgrammeMistake[] {
  const answers = p.projects.flatMap((project, i) =>
    (project.services?.includes(service.code) ?? true)
      ? checkAnswers(project, service, { service: at, project: `projects.${i}` })
      : [],
  );
  return [
    ...states(p, service, at),
    ...order(p, service, at),
    ...cancelling(p, service, at),
    ...subject(p, service, at),
    ...answers,
  ];
}

function states(p: Programme, service: OnlineService, at: string): ProgrammeMistake[] {
  const known = p.states.map((s) => s.code);
  const named = [
    { path: `${at}.finishedState`, state: service.finishedState },
    ...service.stages.flatMap((stage, j) => [
      { path: `${at}.stages.${j}.state`, state: stage.state },
      ...(stage.kind === 'review' ? [{ path: `${at}.stages.${j}.rejectedState`, state: stage.rejectedState }] : []),
    ]),
  ];
  return named
    .filter(({ state }) => !known.includes(state))
    .map(({ path, state }) => mistake(path, 'state-unknown', { state, known: known.join(', ') }));
}

function order(p: Programme, service: OnlineService, at: string): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  const path = `${at}.stages`;
  const kinds = service.stages.map((s) => s.kind);
  const place = (kind: StageKind) => kinds.indexOf(kind);
  const [first] = service.stages;
  if (first && first.kind !== 'fill') found.push(mistake(`${path}.0.kind`, 'first-not-fill', { kind: first.kind }));
  if (first?.when) found.push(mistake(`${path}.0.when`, 'first-with-when'));
  for (const [j, stage] of service.stages.entries()) {
    if (stage.kind === 'binding' && !p.relyingSystems.some((s) => s.code === stage.system)) {
      found.push(mistake(`${path}.${j}.system`, 'system-unknown', { system: stage.system }));
    }
    if (place(stage.kind) !== j) found.push(mistake(`${path}.${j}.kind`, 'stage-twice', { kind: stage.kind }));
    if (stage.kind === 'install' && stage.medium === 'provided' && place('provision') === -1) {
      found.push(mistake(`${path}.${j}.medium`, 'install-without-provision'));
    }
  }
  for (const [before, then] of [
    ['production', 'delivery'],
    ['provision', 'install'],
    ['delivery', 'activation'],
    ['activation', 'binding'],
  ] as const) {
    if (place(before) > place(then) && place(then) !== -1) {
      found.push(mistake(path, 'stage-order', { first: before, then }));
    }
  }
  const { business } = service;
  const making = kinds.find((kind) => MAKING.includes(kind));
  if (MAKES.includes(business) && !making) found.push(mistake(path, 'makes-nothing', { business }));
  if (!MAKES.includes(business) && making) found.push(mistake(path, 'makes-certificates', { business, kind: making }));
  return found;
}

function cancelling(p: Programme, service: OnlineService, at: string): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  const kinds = service.stages.map((s) => s.kind);
  const none = p.ends.cancelled === undefined;
  if (!kinds.includes('review') && none) found.push(mistake(`${at}.stages`, 'needs-cancelled'));
  for (const [i, kind] of (service.cancel?.while ?? []).entries()) {
    if (!kinds.includes(kind)) found.push(mistake(`${at}.cancel.while.${i}`, 'cancel-no-stage', { kind }));
  }
  if (service.cancel && none) found.push(mistake(`${at}.cancel`, 'cancel-needs-state'));
  return found;
}

function subject(p: Programme, service: OnlineService, at: string): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  const { business, subject: rule, validity, old } = service;
  if (service.signIn && WITHOUT_KEY.includes(business)) {
    found.push(mistake(`${at}.signIn`, 'sign-in-without-key', { business }));
  }
  // The key of a branch does not open its parent's account (BJ-30).
  const branches = p.projects.find((one) => one.branches && (one.services?.includes(service.code) ?? true));
  if (service.signIn && branches) {
    found.push(mistake(`${at}.signIn`, 'sign-in-of-branch', { project: branches.code }));
  }
  if (business === 'new') {
    if (rule) found.push(mistake(`${at}.subject`, 'new-with-subject'));
    if (old !== 'kept') found.push(mistake(`${at}.old`, 'new-with-old'));
    if (validity && validity.kind !== 'years') found.push(mistake(`${at}.validity.kind`, 'new-validity'));
    return found;
  }
  if (!rule) found.push(mistake(`${at}.subject`, 'subject-missing', { business }));
  const instead = rule?.expired?.service;
  if (instead !== undefined && !p.services.some((s) => s.code === instead)) {
    found.push(mistake(`${at}.subject.expired.service`, 'service-unknown', { service: instead }));
  }
  return found;
}
