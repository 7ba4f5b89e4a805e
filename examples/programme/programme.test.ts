import { readFileSync } from 'node:fs';
import { formKeys } from '@yinxin/documents';
import { Business, FieldKind, FieldRole, inspectProgramme, loadProgramme, STAGE_KINDS } from '@yinxin/programme';
import { describe, expect, test } from 'vitest';
import { heldBy, Player } from '../../server/src/applications/testing/player.ts';
import lanjiang, { forms } from './lanjiang.ts';

test('nothing is wrong with the programme of docs/programmes.md, nothing looks odd', () => {
  const { programme, mistakes, warnings } = inspectProgramme({ source: lanjiang, forms });
  expect(mistakes).toEqual([]);
  expect(warnings).toEqual([]);
  expect(programme?.code).toBe('lanjiang');
  expect(forms.flatMap(formKeys)).toContain('organisation-name');
});

/** Plays what the order waits for until it is finished, and says through which stages it went. */
function play(player: Player, answers: Readonly<Record<string, string>>): string[] {
  const seen: string[] = [player.state.stage];
  for (let i = 0; player.state.stage !== 'finished' && i < 20; i++) {
    if (player.state.stage === 'fill') player.fill(answers).submit();
    else player.step();
    if (seen.at(-1) !== player.state.stage) seen.push(player.state.stage);
  }
  return seen;
}

describe('an order is played to its end', () => {
  const programme = loadProgramme(lanjiang);

  test('new, two years with a seal: reviewed first, transferred, installed by the holder', () => {
    const player = new Player(programme, 'new');
    const seen = play(player, { years: '2', 'with-seal': 'yes' });
    expect(seen).toEqual(['fill', 'review', 'payment', 'provision', 'install', 'seal', 'binding', 'finished']);
    expect(player.state.price?.totalFen).toBe(2 * 18_000 + 6_000 + 5_000);
    expect(player.state.payment.paidFen).toBe(player.state.price?.totalFen);
  });

  test('new without a seal passes the seal over and does not charge it', () => {
    const player = new Player(programme, 'new');
    expect(play(player, { years: '1', 'with-seal': 'no' })).not.toContain('seal');
    expect(player.state.price?.totalFen).toBe(18_000 + 6_000);
  });

  test('the price that follows in July 2027 counts from its first day on', () => {
    const player = new Player(programme, 'new');
    player.now = new Date('2027-06-30T16:00:00Z');
    play(player, { years: '1', 'with-seal': 'no' });
    expect(player.state.price?.totalFen).toBe(16_000 + 6_000);
  });

  test('a renewal is installed into the same key', () => {
    const player = new Player(programme, 'renew', { subject: heldBy(programme) });
    expect(play(player, { years: '1' })).toEqual(['fill', 'review', 'payment', 'install', 'finished']);
  });

  test('a cancelled order has the state the programme names', () => {
    const player = new Player(programme, 'new').do({ type: 'cancel' });
    expect(player.state.void).not.toBeNull();
  });
});

test('docs/programmes.md names every kind of stage, business, field and role, and shows the stages of the example', () => {
  const page = readFileSync(new URL('../../docs/programmes.md', import.meta.url), 'utf8');
  for (const kind of STAGE_KINDS) expect(page).toContain(`| \`${kind}\``);
  for (const word of [...Business.options, ...FieldKind.options, ...FieldRole.options])
    expect(page).toContain(`\`${word}\``);
  const [service] = lanjiang.services;
  const shown = [...page.matchAll(/^ {2}\{ kind: '([a-z]+)', state: '([a-z-]+)'/gm)].map(([, kind, state]) => [
    kind,
    state,
  ]);
  expect(shown).toEqual(service?.channel === 'online' ? service.stages.map((s) => [s.kind, s.state]) : []);
});
