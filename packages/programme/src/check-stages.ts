import { askedIn } from './ask.ts';
import { mistake, type ProgrammeMistake } from './mistake.ts';
import type { Project } from './programme.ts';
import type { OnlineService } from './service.ts';
import type { StageKind } from './stage.ts';

/** What the stages of a service need of each other and of what the service asks for in a project. */
export function checkStages(project: Project, service: OnlineService, at: string): ProgrammeMistake[] {
  return [
    ...sequence(service, at),
    ...settings(service, at),
    ...money(project, service, at),
    ...papers(project, service, at),
  ];
}

/** What is done with certificates comes after they are made. */
function sequence({ stages }: OnlineService, at: string): ProgrammeMistake[] {
  const place = (kind: StageKind) => stages.findIndex((one) => one.kind === kind);
  return (['production', 'install'] as const).flatMap((first) =>
    (['activation', 'binding', 'seal'] as const)
      .filter((then) => place(then) !== -1 && place(then) < place(first))
      .map((then) => mistake(`${at}.stages`, 'stage-order', { first, then })),
  );
}

function settings({ business, stages }: OnlineService, at: string): ProgrammeMistake[] {
  const cards = stages.some((stage) => stage.kind === 'provision' && stage.passwordCard);
  return stages.flatMap((stage, i) => {
    const path = `${at}.stages.${i}`;
    if (stage.kind === 'unlock' && business !== 'unlock')
      return [mistake(`${path}.kind`, 'unlock-elsewhere', { business })];
    if (stage.kind === 'review' && stage.automatic && business === 'new')
      return [mistake(`${path}.automatic`, 'automatic-new')];
    if (stage.kind !== 'install') return [];
    const proof = stage.proofs.indexOf('password-card');
    return [
      ...(stage.medium === 'same' && business === 'new' ? [mistake(`${path}.medium`, 'install-same-new')] : []),
      ...(proof !== -1 && !cards ? [mistake(`${path}.proofs.${proof}`, 'proof-no-card')] : []),
    ];
  });
}

/** What is charged can be paid: in a payment stage, or before a review that waits for the fee. */
function money(project: Project, service: OnlineService, at: string): ProgrammeMistake[] {
  const charged = askedIn(project, service).prices.find(({ fen }) => fen > 0);
  const paid = service.stages.some(
    (stage) => stage.kind === 'payment' || (stage.kind === 'review' && stage.gate.includes('fee')),
  );
  if (!charged || paid) return [];
  return [mistake(`${at}.stages`, 'price-unpaid', { price: charged.code, project: project.code })];
}

/** What is posted has a stage in which it is posted. */
function papers(project: Project, service: OnlineService, at: string): ProgrammeMistake[] {
  const posted = askedIn(project, service).materials.find((one) => one.paper || one.object !== 'document');
  if (!posted || service.stages.some(({ kind }) => kind === 'papers')) return [];
  return [mistake(`${at}.stages`, 'paper-unposted', { material: posted.code, project: project.code })];
}
