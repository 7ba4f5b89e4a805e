import { ApplicationView } from '@yinxin/contract';
import { askedIn, type OnlineService, type Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { describe, expect, test } from 'vitest';
import { applicationView } from '../present/application.ts';
import { answer, heldBy, holder, Player } from '../testing/player.ts';
import { wayOf } from './context.ts';

const online = (p: Programme) => p.services.filter((s): s is OnlineService => s.channel === 'online');
const subjectFor = (p: Programme, service: OnlineService) => {
  const { subject } = service;
  if (!subject) return {};
  const sealName = subject.seal === 'with' ? '测试供应有限公司' : null;
  const status = subject.states.find((state) => state !== 'expired') ?? 'in-use';
  return { subject: heldBy(p, { status, sealName }) };
};

/** Every single answer to every choice, the others being the first that is accepted. */
function variants(p: Programme, service: OnlineService): Record<string, string>[] {
  const project = p.projects.find((one) => one.services?.includes(service.code) ?? true);
  const choices = project ? askedIn(project, service).fields.filter((f) => f.kind === 'choice') : [];
  const first = Object.fromEntries(choices.map((f) => [f.code, answer(f)]));
  const others = choices.flatMap((f) =>
    (f.choices ?? []).filter((c) => c.accepted).map((c) => ({ ...first, [f.code]: c.code })),
  );
  return [first, ...others];
}

describe.each(programmes.map((p) => [p.code, p] as const))('programme %s', (_, p) => {
  describe.each(online(p).map((s) => [s.code, s] as const))('service %s', (code, service) => {
    const project = p.projects.find((one) => one.services?.includes(code) ?? true)?.code ?? '';
    test.each(variants(p, service).map((v) => [JSON.stringify(v), v] as const))(
      'is played to its end with %s',
      (_n, v) => {
        const player = new Player(p, code, { project, ...subjectFor(p, service) });
        const seen = [player.state.stage];
        for (let i = 0; player.state.stage !== 'finished' && i < 20; i++) {
          if (player.state.stage === 'fill') player.fill(v).submit();
          else player.step();
          if (seen.at(-1) !== player.state.stage) seen.push(player.state.stage);
          ApplicationView.parse(applicationView(player.state, player.history, player.context(holder)));
        }
        expect(player.state.stage).toBe('finished');
        const way = wayOf(p, player.state);
        expect(way).toEqual(expect.arrayContaining(seen.filter((stage) => stage !== 'finished')));
        const view = applicationView(player.state, player.history, player.context(holder));
        expect(view.state.code).toBe(service.finishedState);
      },
    );
  });
});
