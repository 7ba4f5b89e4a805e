import { askedIn, decidingFields } from './ask.ts';
import type { ProgrammeMistake } from './check.ts';
import type { When } from './condition.ts';
import type { Programme, Project } from './programme.ts';
import type { OnlineService } from './service.ts';
import type { StageKind } from './stage.ts';

/** Stages in which certificates come into being; a business that makes some has exactly one. */
const MAKING: readonly StageKind[] = ['production', 'install'];
/** Businesses that end with other certificates than they began with. */
const MAKES: readonly OnlineService['business'][] = ['new', 'renew', 'change', 'reissue'];

/** What is wrong with one service of a programme, paths relative to it. */
export function checkService(p: Programme, service: OnlineService): ProgrammeMistake[] {
  const offered = p.projects.filter((project) => project.services?.includes(service.code) ?? true);
  return [...stages(p, service), ...subject(p, service), ...offered.flatMap((project) => answers(project, service))];
}

function stages(p: Programme, service: OnlineService): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  const states = new Set(p.states.map((s) => s.code));
  const kinds = service.stages.map((s) => s.kind);
  const wantState = (path: string, code: string) => {
    if (!states.has(code)) found.push({ path, message: `no state "${code}"` });
  };
  wantState('finishedState', service.finishedState);
  if (kinds[0] !== 'fill') found.push({ path: 'stages.0', message: 'the first stage must be "fill"' });
  if (service.stages[0]?.when) found.push({ path: 'stages.0.when', message: 'the first stage has no condition' });
  for (const [j, stage] of service.stages.entries()) {
    wantState(`stages.${j}.state`, stage.state);
    if (stage.kind === 'review') wantState(`stages.${j}.rejectedState`, stage.rejectedState);
    if (stage.kind === 'binding' && !p.relyingSystems.some((s) => s.code === stage.system)) {
      found.push({ path: `stages.${j}.system`, message: `no relying system "${stage.system}"` });
    }
  }
  const twice = kinds.find((k, j) => kinds.indexOf(k) !== j);
  if (twice) found.push({ path: 'stages', message: `stage "${twice}" stands twice` });
  const order = (kind: StageKind) => kinds.indexOf(kind);
  for (const [first, then] of [
    ['production', 'delivery'],
    ['provision', 'install'],
    ['delivery', 'activation'],
    ['activation', 'binding'],
  ] as const) {
    if (order(first) > order(then) && order(then) !== -1) {
      found.push({ path: 'stages', message: `"${first}" must come before "${then}"` });
    }
  }
  const making = kinds.filter((kind) => MAKING.includes(kind));
  if (MAKES.includes(service.business) && making.length === 0) {
    found.push({ path: 'stages', message: `business "${service.business}" needs "production" or "install"` });
  }
  if (!MAKES.includes(service.business) && making.length > 0) {
    found.push({ path: 'stages', message: `business "${service.business}" makes no certificates` });
  }
  if (service.stages.some((s) => s.kind === 'install' && s.medium === 'provided') && order('provision') === -1) {
    found.push({ path: 'stages', message: '"install" on provided media needs "provision"' });
  }
  if (order('review') === -1 && p.ends.cancelled === undefined) {
    found.push({
      path: 'stages',
      message: 'a service without review needs the state `ends.cancelled` of the programme',
    });
  }
  for (const kind of service.cancel?.while ?? []) {
    if (order(kind) === -1) found.push({ path: 'cancel.while', message: `the service has no stage "${kind}"` });
  }
  if (service.cancel && p.ends.cancelled === undefined) {
    found.push({ path: 'cancel', message: 'cancelling needs the state `ends.cancelled` of the programme' });
  }
  return found;
}

function subject(p: Programme, service: OnlineService): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  const { business, subject: rule, validity, old } = service;
  if (business === 'new') {
    if (rule) found.push({ path: 'subject', message: 'a new certificate is about no other' });
    if (old !== 'kept') found.push({ path: 'old', message: 'a new certificate replaces no other' });
    if (validity && validity.kind !== 'years') {
      found.push({ path: 'validity', message: 'a new certificate is valid for some years' });
    }
    return found;
  }
  if (!rule) found.push({ path: 'subject', message: `business "${business}" needs a rule for its certificate` });
  const instead = rule?.expired?.service;
  if (instead !== undefined && !p.services.some((s) => s.code === instead)) {
    found.push({ path: 'subject.expired.service', message: `no service "${instead}"` });
  }
  return found;
}

/** Conditions and multipliers name choice fields that are asked, and answers that can be given. */
function answers(project: Project, service: OnlineService): ProgrammeMistake[] {
  const found: ProgrammeMistake[] = [];
  const asked = askedIn(project, service);
  const where = `of project "${project.code}"`;
  const choice = (field: string) => asked.fields.find((f) => f.code === field && f.kind === 'choice');
  const check = (path: string, when: When | undefined) => {
    if (!when) return;
    const codes = choice(when.field)?.choices?.map((c) => c.code);
    if (!codes) {
      found.push({ path, message: `"${when.field}" is no choice field ${where}` });
      return;
    }
    const unknown = when.in.find((code) => !codes.includes(code));
    if (unknown !== undefined) found.push({ path, message: `"${when.field}" has no answer "${unknown}" ${where}` });
  };
  for (const one of asked.fields) check(`fields.${one.code}.when`, one.when);
  for (const one of asked.materials) check(`materials.${one.code}.when`, one.when);
  for (const one of asked.prices) check(`prices.${one.code}.when`, one.when);
  for (const [j, stage] of service.stages.entries()) {
    check(`stages.${j}.when`, stage.when);
    if (stage.kind === 'review') check(`stages.${j}.automatic.when`, stage.automatic?.when);
  }
  for (const field of decidingFields(project, service)) {
    const spec = choice(field);
    if (!spec)
      found.push({ path: 'fields', message: `"${field}" decides the order and must be a choice field ${where}` });
  }
  const numbers = [
    ...asked.prices.flatMap((one) => (one.times === undefined ? [] : [one.times])),
    ...service.stages.flatMap((one) => (one.kind === 'provision' && one.count ? [one.count] : [])),
  ];
  for (const field of numbers) {
    const odd = choice(field)?.choices?.find((c) => !/^[1-9]\d{0,3}$/.test(c.code));
    if (odd) found.push({ path: `fields.${field}`, message: `answer "${odd.code}" is no whole number ${where}` });
  }
  return found;
}
