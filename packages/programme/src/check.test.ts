import { expect, test } from 'vitest';
import lanjiang, { forms } from '../../../examples/programme/lanjiang.ts';
import { explainMistake, inspectProgramme, loadProgramme, ProgrammeInvalid, type ProgrammeSource } from './index.ts';
import texts from './mistakes.json' with { type: 'json' };

const found = (change: (p: ProgrammeSource) => unknown) => {
  const source = structuredClone(lanjiang);
  change(source);
  const { mistakes, warnings } = inspectProgramme({ source, forms });
  return {
    mistakes: mistakes.map(({ code, path }) => [code, path]),
    warnings: warnings.map(({ code, path }) => [code, path]),
  };
};

test.each([
  [{ certificate: { without: ['fly'] } }, 'life-move-unknown', 'lives.certificate.without.0'],
  [{ certificate: { without: ['suspend', 'suspend'] } }, 'life-move-twice', 'lives.certificate.without.1'],
  [{ medium: { without: ['keep', 'destroy'] } }, 'life-trapped', 'lives.medium.without'],
] as const)('moves %j cannot be taken away', (lives, code, path) => {
  const { mistakes } = found((p) => Object.assign(p, { lives: structuredClone(lives) }));
  expect(mistakes).toEqual([[code, path]]);
});

test('a programme is refused with every mistake named, not only the first', () => {
  const source = structuredClone(lanjiang);
  source.ends = { cancelled: 'gone' };
  source.projects[0]?.services?.push('nothing');
  source.relyingSystems = [];
  const load = () => loadProgramme(source);
  expect(load).toThrow(ProgrammeInvalid);
  expect(load).toThrow(/ends\.cancelled: .*“gone”.*services\.0\.stages\.6\.system: .*“tenders”/);
});

test('a sign-in with the certificate is not asked of who has none that works, nor of branches', () => {
  const asked = (business: string, branches: boolean) =>
    found((p) => {
      for (const one of p.services)
        if (one.channel === 'online' && (one.business ?? 'new') === business) one.signIn = 'certificate';
      for (const project of p.projects) {
        if (branches) project.branches = { attention: { zh: '请注意。', en: 'Mind this.' } };
        else delete project.branches;
      }
    }).mistakes.filter(([, path]) => path?.endsWith('.signIn'));
  expect(asked('renew', false)).toEqual([]);
  expect(asked('renew', true)).toMatchObject([['sign-in-of-branch', expect.anything()]]);
  expect(asked('new', false)).toMatchObject([['sign-in-without-key', expect.anything()]]);
});

test('who gets the messages of an order gives a number, in every service', () => {
  const without = (p: ProgrammeSource) => {
    p.orderMessagesTo = 'handler';
    for (const one of p.projects) one.fields = one.fields.filter(({ role }) => role !== 'handler-mobile');
  };
  expect(found(without).mistakes).toEqual([['role-missing', 'orderMessagesTo']]);
  expect(found((p) => (p.orderMessagesTo = 'handler')).mistakes).toEqual([]);
});

test('regions two payees claim are told, longer beginnings are no contest', () => {
  const payee = (code: string, regions: string[]) => ({ code, regions, company: 'A', bank: 'B', account: '1' });
  expect(found((p) => (p.payees = [payee('a', ['44', '']), payee('b', ['44'])])).warnings).toEqual([
    ['payee-contested', 'payees'],
  ]);
  expect(found((p) => (p.payees = [payee('a', ['44', '']), payee('b', ['4403'])])).warnings).toEqual([]);
});

test('each mistake has words of its own in both languages, and a way to put it right', () => {
  for (const [code, { what, fix }] of Object.entries(texts)) {
    for (const text of [what.zh, what.en, fix.zh, fix.en]) expect(text.length, code).toBeGreaterThan(4);
    const names = (text: string) => new Set(text.match(/\{\w+\}/g));
    expect(names(what.zh), code).toEqual(names(what.en));
  }
  const [one] = inspectProgramme({ source: undefined, forms }).mistakes;
  expect(one && explainMistake(one).fix.en).toContain('export default');
});

test('loading 100 programmes with all checks stays cheap', () => {
  const begin = performance.now();
  for (let i = 0; i < 100; i++) loadProgramme(lanjiang);
  // A shared machine may be ten times slower; a check that became quadratic would not fit even so.
  expect(performance.now() - begin).toBeLessThan(2000);
});
