import {
  askedIn,
  type OnlineService,
  type PriceLine,
  type Programme,
  type Project,
  type Stage,
  validityOf,
  type When,
} from '@yinxin/programme';
import type { Language, Say } from './programme-say.ts';

/** What a programme offers, in words: projects, their services with stages in order, conditions, prices, windows. */
export function* offerIn(programme: Programme, lang: Language, say: Say): Generator<string> {
  const { name, authority, version } = programme;
  yield '';
  yield say('head', { name: name[lang], authority: authority[lang], version });
  for (const project of programme.projects) {
    yield '';
    yield say('project', { code: project.code, name: project.name[lang], audience: project.audience[lang] });
    for (const service of programme.services) {
      if (!(project.services?.includes(service.code) ?? true)) continue;
      const { code, label } = service;
      if (service.channel === 'hall') yield `  ${say('hallService', { code, label: label[lang] })}`;
      else for (const line of serviceIn(programme, project, service, lang, say)) yield line;
    }
  }
}

function* serviceIn(
  programme: Programme,
  project: Project,
  service: OnlineService,
  lang: Language,
  say: Say,
): Generator<string> {
  const { code, label, business, old, cancel, stages } = service;
  const asked = askedIn(project, service);
  yield `  ${say('service', { code, label: label[lang], business: say(`word.${business}`) })}`;
  for (const line of aboutIn(project, service, say)) yield `    ${line}`;
  if (business !== 'new') yield `    ${say('old', { old: say(`word.${old}`) })}`;
  const list = (all: readonly { readonly label: { zh: string; en: string }; readonly when?: When | undefined }[]) =>
    all.map((one) => `${one.label[lang]}${condition(one.when, say)}`).join(', ') || say('none');
  yield `    ${say('fields', { list: list(asked.fields) })}`;
  yield `    ${say('materials', { list: list(asked.materials) })}`;
  for (const line of asked.prices) yield `    ${priceIn(line, lang, say)}`;
  if (asked.prices.length === 0) yield `    ${say('free')}`;
  yield `    ${say('stages')}:`;
  for (const [i, stage] of stages.entries()) yield `      ${i + 1}. ${stageIn(programme, stage, lang, say)}`;
  if (cancel) yield `    ${say('cancel', { stages: cancel.while.map((kind) => say(`stage.${kind}`)).join(', ') })}`;
}

function* aboutIn(project: Project, service: OnlineService, say: Say): Generator<string> {
  const { subject, business } = service;
  if (subject) {
    const { window, seal, expired } = subject;
    const parts = [say('subject', { states: subject.states.map((one) => say(`word.${one}`)).join(say('or')) })];
    if (window) parts.push(say('window', { days: window.opensDaysBefore }));
    if (seal) parts.push(say(`seal.${seal}`));
    if (expired) parts.push(say('expiredGo', { service: expired.service }));
    yield parts.join(' · ');
  }
  if (!['new', 'renew', 'change', 'reissue'].includes(business)) return;
  const validity = validityOf(project, service);
  if (validity.kind === 'kept') yield say('validity.kept');
  else {
    const { years } = validity;
    yield typeof years === 'number'
      ? say(`validity.${validity.kind}`, { years })
      : say(`chosen.${validity.kind}`, { field: years });
  }
}

function stageIn({ states, relyingSystems }: Programme, stage: Stage, lang: Language, say: Say): string {
  const state = states.find((one) => one.code === stage.state)?.label[lang] ?? stage.state;
  const parts = [`${say(`stage.${stage.kind}`)} (${state})${condition(stage.when, say)}`, ...details(stage, say)];
  if (stage.kind === 'review' && stage.gate.length > 0)
    parts.push(say('gate', { gate: stage.gate.map((one) => say(`word.${one}`)).join(', ') }));
  if (stage.kind === 'binding') {
    parts.push(relyingSystems.find((one) => one.code === stage.system)?.name[lang] ?? stage.system);
  }
  if (stage.clock) {
    const { amount, unit } = stage.clock.promise;
    parts.push(say('clock', { amount, unit: say(`unit.${unit}`) }));
  }
  return parts.join(' · ');
}

/** What belongs to a kind of stage, by the words of the data. */
function details(stage: Stage, say: Say): string[] {
  switch (stage.kind) {
    case 'payment':
      return stage.methods.map((one) => say(`word.${one}`));
    case 'delivery':
      return stage.modes.map((one) => say(`word.${one}`));
    case 'production':
      return [say(`word.${stage.medium}`)];
    case 'provision':
      return [
        say(`word.${stage.medium}`),
        ...(stage.passwordCard ? [say('word.password-card')] : []),
        ...(stage.count ? [say('times', { field: stage.count })] : []),
      ];
    case 'install':
      return [say(`word.${stage.medium}`), ...stage.proofs.map((one) => say(`word.${one}`))];
    default:
      return [];
  }
}

const condition = (when: When | undefined, say: Say) =>
  when ? ` [${say('when', { field: when.field, answers: when.in.join(say('or')) })}]` : '';

function priceIn({ label, fen, times, when, from, until }: PriceLine, lang: Language, say: Say): string {
  const yuan = (fen / 100).toFixed(2);
  const parts = [say('price', { label: label[lang], yuan })];
  if (times) parts.push(say('times', { field: times }));
  parts.push(say('from', { from }));
  if (until) parts.push(say('until', { until }));
  return `${parts.join(' ')}${condition(when, say)}`;
}
