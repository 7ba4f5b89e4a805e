import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProgrammeSource } from '@yinxin/programme';
import { afterAll, describe, expect, test } from 'vitest';
import lanjiang, { forms } from '../../../examples/programme/lanjiang.ts';
import { checkProgramme } from './programme.ts';

const example = fileURLToPath(new URL('../../../examples/programme/lanjiang.ts', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'yinxin-programme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(file: string, lang = 'en') {
  const lines: string[] = [];
  const code = await checkProgramme(file, { lang }, (line) => lines.push(line));
  return { code, output: lines.join('\n') };
}

let files = 0;
/** The example with one value of it replaced (or removed, by undefined), as a JSON file. */
function changed(at: string, value: unknown): string {
  const source: unknown = structuredClone({ ...lanjiang, forms });
  const steps = at.split('.');
  const last = steps.pop() ?? '';
  let parent: unknown = source;
  for (const step of steps)
    parent = typeof parent === 'object' && parent !== null ? Reflect.get(parent, step) : undefined;
  if (typeof parent !== 'object' || parent === null) throw new Error(`nothing at ${at}`);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else Reflect.set(parent, last, value);
  files += 1;
  const file = path.join(folder, `${files}.json`);
  writeFileSync(file, JSON.stringify(source));
  return file;
}

type Online = Extract<ProgrammeSource['services'][number], { channel: 'online' }>;
const online = (i: number): Online => {
  const service = lanjiang.services[i];
  if (service?.channel !== 'online') throw new Error(`service ${i} is not online`);
  return service;
};
const stages = online(0).stages;
const years = lanjiang.projects[0]?.fields.find((f) => f.code === 'years');
const withoutSeal = lanjiang.projects[0]?.fields.filter((f) => f.code !== 'with-seal' && f.code !== 'seal-name');

describe('a programme without mistakes', () => {
  test('is told in words: services, stages in order with conditions, prices, windows', async () => {
    const { code, output } = await check(example);
    expect(code).toBe(0);
    expect(output).not.toContain('✗');
    expect(output).not.toContain('! look at');
    expect(output).toContain('Lanjiang CA remote certificates (Lanjiang CA), version 1');
    expect(output).toContain('project tenders · Public tenders');
    expect(output).toMatch(
      /1\. fill in and submit .*\n.*2\. review .*promised in 2 working days\n.*3\. payment .*bank transfer\n/,
    );
    expect(output).toContain('6. the seal is made and installed (Seal to be installed) [only if with-seal is yes]');
    expect(output).toContain('Certificate, per year 180.00 yuan × years from 2026-01-01 until before 2027-07-01');
    expect(output).toContain(
      'about a certificate that is in use · open from 60 days before it expires · once expired: new',
    );
    expect(output).toContain('service unlock · Unlocking: at the hall');
  });

  test('in Chinese, too, and the same from JSON', async () => {
    const { code, output } = await check(changed('version', 1), 'zh');
    expect(code).toBe(0);
    expect(output).toContain('到期前 60 天起可办');
    expect(output).toContain('3. 付款 (待付款)');
    expect(output.split('\n').slice(1)).toEqual((await check(example, 'zh')).output.split('\n').slice(1));
  });
});

/** What is changed in the example, the place that is named, and words only this mistake has. */
const wrong: readonly (readonly [at: string, value: unknown, place: string, words: string, zh: string])[] = [
  ['orderPrefix', 'lanjiang', 'orderPrefix', 'an order prefix is two capital letters', '订单前缀'],
  ['authority', undefined, 'authority', 'This is missing', '缺少这一项'],
  ['name.en', undefined, 'name.en', 'The text in English en is missing', '缺少English en文字'],
  ['name.zh', '', 'name.zh', 'The text in 中文 zh is missing', '缺少中文 zh文字'],
  ['colour', 'red', 'colour', 'There is no part named colour', '没有 colour 这一项'],
  ['code', 'Lan Jiang', 'code', 'A code is made of lower-case letters', '代码只能由'],
  ['version', '1', 'version', 'Wrong type; expected: number', '类型不对'],
  ['version', 0, 'version', 'Too small: at least 1', '太小'],
  ['projects.0.certificate.years', 9, 'projects[0 tenders].certificate.years', 'Too big: at most 5', '太大'],
  ['projects', [], 'projects', 'At least 1 of these', '至少要有 1 项'],
  ['projects.0.prices.2.from', '1.1.2026', 'projects[0 tenders].prices[2 key].from', 'YYYY-MM-DD', '日期应为'],
  ['projects.0.system.url', 'tenders', 'projects[0 tenders].system.url', 'Not a complete address', '不是完整的网址'],
  ['projects.0.materials.0.accept.0', 'image/gif', 'accept[0]', 'application/pdf, image/jpeg', '不在可选值之内'],
  ['services.0.stages.1.kind', 'reviewing', 'stages[1 reviewing].kind', 'fill, review, payment', '可选：fill'],
  [
    'services.0.finishedState',
    'finished',
    'services[0 new].finishedState',
    'no state “finished”',
    '没有状态“finished”',
  ],
  ['ends.cancelled', 'off', 'ends.cancelled', 'no state “off”; there are: draft', '没有状态“off”'],
  ['services.0.stages', stages.slice(1), 'stages[0 review].kind', 'must be “fill”, not “review”', '第一个环节必须是'],
  [
    'services.0.stages.0.when',
    { field: 'years', in: ['1'] },
    'stages[0 fill].when',
    'first stage has no cond',
    '第一个环节不能',
  ],
  [
    'services.0.stages',
    [...stages, stages[1]],
    'stages[7 review].kind',
    '“review” stands twice',
    '环节“review”出现了两次',
  ],
  [
    'services.0.stages',
    [...stages.slice(0, 3), stages[4], stages[3]],
    'services[0 new].stages',
    '“provision” must come before “install”',
    '“provision”必须在“install”之前',
  ],
  [
    'services.0.stages',
    stages.filter((s) => s.kind !== 'install'),
    'services[0 new].stages',
    'makes certificates, but',
    '要签发证书，但',
  ],
  [
    'services.0.stages.3',
    { kind: 'papers' },
    'services[0 new].stages[3 papers].state',
    'This is missing',
    '缺少这一项',
  ],
  [
    'services.0.stages',
    stages.filter((s) => s.kind !== 'provision'),
    '.medium',
    'needs a stage “provision”',
    '没有 provision 环节',
  ],
  [
    'services.0.stages.6.system',
    'taxes',
    'stages[6 binding].system',
    'no relying system “taxes”',
    '没有应用系统“taxes”',
  ],
  [
    'services.0.cancel.while.0',
    'papers',
    'services[0 new].cancel.while[0]',
    'no stage “papers” to cancel in',
    '不能在那时取消',
  ],
  ['ends', {}, 'services[0 new].cancel', 'Cancelling is allowed, but', '允许取消，但没有'],
  ['services.0.subject', { states: ['in-use'] }, 'services[0 new].subject', 'no subject here', '不能有 subject'],
  ['services.0.old', 'superseded-when-made', 'services[0 new].old', 'old can only be “kept”', 'old 只能是 kept'],
  ['services.0.validity', { kind: 'kept' }, 'services[0 new].validity.kind', 'valid for some years', '只能是若干年'],
  ['services.1.subject', undefined, 'services[1 renew].subject', 'needs to say which', '需要写明针对哪些'],
  ['services.1.subject.expired.service', 'again', '.subject.expired.service', 'no service “again”', '没有业务“again”'],
  ['services.1.business', 'unlock', 'services[1 renew].stages', 'makes no certificates, yet', '不签发证书，却有'],
  [
    'services.0.stages.5.when.field',
    'colour',
    'stages[5 seal].when.field',
    '“colour” is no choice field',
    '不是会问到的选择项',
  ],
  [
    'services.0.stages.5.when.in.0',
    'maybe',
    'stages[5 seal].when.in[0]',
    'no answer “maybe” in project',
    '没有选项“maybe”',
  ],
  [
    'services.0.stages.3.count',
    'media',
    'projects[0 tenders].fields',
    '“media” decides way or price',
    '“media”决定办理流程',
  ],
  ['projects.0.fields.2.choices.1.code', 'two', '.choices', '“two” is no whole number', '选项“two”却不是整数'],
  ['projects.0.services', ['new', 'old'], 'projects[0 tenders].services[1]', 'no service “old”', '没有业务“old”'],
  ['states.1.code', 'draft', 'states', '“draft” stands twice', '“draft”出现了两次'],
  ['lives', { certificate: { without: ['fly'] } }, 'lives.certificate.without[0]', 'no move “fly”', '没有动作“fly”'],
  [
    'lives',
    { medium: { without: ['keep', 'destroy'] } },
    'lives.medium.without',
    '“spoiled” can never end',
    '再也走不到终点',
  ],
  ['forms', 'all', 'forms', 'forms is no list of forms', 'forms 不是表单列表'],
  ['audience', 'all', 'audience', 'here may stand: code, version, name, authority', '这里可以有：code'],
  ['projects.0.audience', 'all', 'projects[0 tenders].audience', 'expected: { zh, en }', '应为{ zh, en }'],
  ['projects.0.prices.0.fen', 180.5, 'prices[0 certificate].fen', 'expected: 1, 2, 3, …', '应为1, 2, 3, …'],
  ['projects.0.prices.0.fen', -1, 'projects[0 tenders].prices[0 certificate].fen', 'Too small: at least 0', '至少 0'],
  ['projects.0.audience.en', ' ', 'projects[0 tenders].audience.en', 'English en is missing', '缺少English en文字'],
  [
    'projects.0.prices.2.from',
    '2026-02-30',
    '.prices[2 key].from',
    'no such day: 2026-02-30',
    '没有 2026-02-30 这一天',
  ],
  [
    'projects.0.prices.0.until',
    '2025-01-01',
    'projects[0 tenders].prices[0 certificate].until',
    'not a single day',
    '一天也不生效',
  ],
  [
    'projects.0.prices.1.from',
    '2027-06-01',
    'projects[0 tenders].prices[1 certificate].from',
    'stands twice on 2027-06-01 and would be charged twice',
    '在 2027-06-01 有两行同时生效',
  ],
  [
    'services.0.stages',
    stages.filter((s) => s.kind !== 'payment'),
    'services[0 new].stages',
    '“certificate” is charged in project “tenders”, and nobody can pay it',
    '没有付款的环节',
  ],
  [
    'services.0.stages',
    [...stages.slice(0, 1), ...stages.slice(5, 6), ...stages.slice(1, 5)],
    'services[0 new].stages',
    '“install” must come before “seal”',
    '“install”必须在“seal”之前',
  ],
  [
    'services.0.stages.4.when',
    { field: 'with-seal', in: ['yes'] },
    'services[0 new].stages',
    'Whoever answers with-seal = no in project “tenders” comes to no stage production / install',
    '回答 with-seal = no 时走不到',
  ],
  [
    'services.0.stages.3.when',
    { field: 'with-seal', in: ['yes'] },
    'services[0 new].stages',
    'answers with-seal = no in project “tenders” comes to “install”, but never to “provision”',
    '时有环节“install”，却没有“provision”',
  ],
  [
    'services.0.stages',
    [...stages, { kind: 'production', state: 'sending', medium: 'usb-key', passwordCard: true, seal: false }],
    'services[0 new].stages',
    'comes to both “production” and “install”',
    '会重复制证',
  ],
  ['services.0.stages.6', { kind: 'unlock', state: 'to-bind' }, 'stages[6 unlock].kind', 'has no locked', '没有被锁的'],
  ['services.0.stages.4.medium', 'same', 'stages[4 install].medium', 'has no medium yet', '手中还没有介质'],
  ['services.0.stages.3.passwordCard', false, 'stages[4 install].proofs[0]', 'asks for a password card', '没有密码卡'],
  [
    'services.0.stages.1.automatic',
    { rule: 'last-handler', when: { field: 'with-seal', in: ['yes'] } },
    'stages[1 review].automatic',
    'has no last handler',
    '没有上一位经办人',
  ],
  ['services.1.business', 'unlock', 'services[1 renew].stages', 'makes no certificates, yet', '不签发证书，却有'],
  ['services.1.subject.expired.service', 'renew', '.expired.service', 'is not open for expired', '同样不受理过期'],
  ['projects.0.materials.0.paper', true, 'services[0 new].stages', 'there is no stage to receive it', '没有收件环节'],
  [
    'projects.0.materials.1.reasons',
    [...(lanjiang.projects[0]?.materials[1]?.reasons ?? []), ...(lanjiang.projects[0]?.materials[1]?.reasons ?? [])],
    'projects[0 tenders].materials[1 seal-form].reasons',
    'stands twice',
    '出现了两次',
  ],
  ['projects.0.fields.3.choices', [], 'fields[3 with-seal].choices', 'no answer that is accepted', '没有可接受的选项'],
  ['projects.0.fields.3.choices.1.accepted', false, 'choices[1 no].refusal', 'are not told why', '没有告诉用户原因'],
  ['projects.0.fields.3.choices.1.code', 'yes', 'fields[3 with-seal].choices', '“yes” stands twice', '“yes”出现了两次'],
  [
    'projects.0.fields.3.when',
    { field: 'with-seal', in: ['yes'] },
    'fields[3 with-seal].when.field',
    'wait for each other: with-seal → with-seal',
    '绕成了圈：with-seal → with-seal',
  ],
  [
    'projects.0.insteadOf',
    'other',
    'projects[0 tenders].insteadOf',
    'no project “other”; there are: tenders',
    '没有项目“other”',
  ],
  ['payees.1', lanjiang.payees?.[0], 'payees', '“lanjiang” stands twice', '“lanjiang”出现了两次'],
  ['courier.eveningScan', '25:00', 'courier.eveningScan', 'no such time of day: 25:00', '没有 25:00 这个时间'],
];

describe('each mistake is explained: where, what stands there, what is expected, what to do', () => {
  test.each(wrong)('%s = %j', async (at, value, place, words, zh) => {
    const { code, output } = await check(changed(at, value));
    expect(code).toBe(1);
    expect(output).toContain(words);
    expect(output).toMatch(/^✗ mistake · /m);
    expect(
      output
        .split('\n')
        .filter((l) => l.startsWith('✗'))
        .some((l) => l.endsWith(place)),
      output,
    ).toBe(true);
    expect(output).toContain('    → ');
    expect((await check(changed(at, value), 'zh')).output).toContain(zh);
  });

  test('what stands there is shown', async () => {
    const { output } = await check(changed('services.0.finishedState', 'finished'));
    expect(output).toContain('    now: "finished"\n');
  });

  test('all of them, not only the first', async () => {
    const file = changed('ends', { cancelled: 'a', refunded: 'b' });
    expect((await check(file)).output).toMatch(/mistakes: 2\./);
  });
});

/** Changes that are allowed and look like a slip. */
const odd: readonly (readonly [at: string, value: unknown, place: string, words: string])[] = [
  [
    'projects.0.materials.1.form',
    'seal',
    '.materials[1 seal-form].form',
    'no form “seal”; there are: application-form',
  ],
  ['refund.letterForm', 'letter', 'refund.letterForm', 'no form “letter”'],
  ['forms', undefined, 'forms', 'the file exports no forms'],
  ['articles.1.slug', 'paying', 'articles[0 remote-install].body.zh', '/help/transfer, and there is no such article'],
  ['hall.name.en', '兰江CA 服务大厅', 'hall.name', 'Both languages say'],
  ['projects.0.prices.1.until', '2028-01-01', '.prices[1 certificate].until', 'ends on 2028-01-01 and nothing follows'],
  ['payees.1', { ...lanjiang.payees?.[0], code: 'other' }, 'payees', 'Region “*” is claimed by lanjiang, other'],
  [
    'projects.0.fields.3.choices.0',
    { code: 'yes', label: { zh: '需要', en: 'Yes' }, accepted: false, refusal: { zh: '暂不办理', en: 'Not yet' } },
    'stages[5 seal].when',
    'No answers lead to stage “seal”',
  ],
  [
    'projects.0.fields.5',
    { ...years, required: true },
    '.fields[5 years].code',
    '“years” stands twice; only the first',
  ],
  [
    'projects.0.fields.3.required',
    false,
    '.fields[3 with-seal].required',
    '“with-seal” decides, but need not be answered',
  ],
  ['projects.0.services', ['new', 'unlock'], 'services[1 renew].code', 'No project offers service “renew”'],
  ['projects.0.prices.1.from', '2027-08-01', '.prices[0 certificate].until', 'from 2027-07-01 until 2027-08-01'],
  ['projects.0.prices', [], 'stages[2 payment]', 'nobody ever comes to it'],
  ['projects.0.audience.en', '所有人', 'projects[0 tenders].audience.en', 'The English text is in Chinese'],
  ['states.10', { ...lanjiang.states[0], code: 'lost' }, 'states[10 lost].code', 'No stage ever shows state “lost”'],
  ['services.0.stages.1.clock.target.amount', 9, 'stages[1 review].clock.target', 'later than the promise'],
  ['payees.0.regions', ['33'], 'payees', 'No payee serves the regions that are not named'],
  ['services.1.old', undefined, 'services[1 renew].old', 'stays in force beside the new one'],
  ['services.1.business', 'change', 'services[1 renew].fields', 'asks for no new name in project “tenders”'],
  [
    'services.2',
    {
      code: 'second-seal',
      label: { zh: '加办印章', en: 'Second seal' },
      channel: 'online',
      business: 'seal-apply',
      finishedState: 'done',
      subject: { states: ['in-use'], seal: 'with' },
      prices: [],
      stages: [stages[0], stages[1], { kind: 'seal', state: 'to-seal' }],
    },
    'services[2 second-seal].subject.seal',
    'takes the place of one that is there',
  ],
  [
    'services.0.stages',
    [
      ...stages.slice(0, 3),
      { kind: 'production', state: 'sending', medium: 'usb-key', passwordCard: true, seal: false },
    ],
    'services[0 new].stages',
    'it stays in the house',
  ],
];

describe('what looks like a slip is told, and the programme is accepted all the same', () => {
  test.each(odd)('%s = %j', async (at, value, place, words) => {
    const { code, output } = await check(changed(at, value));
    expect(output).toContain(words);
    expect(
      output
        .split('\n')
        .filter((l) => l.startsWith('! look at'))
        .some((l) => l.endsWith(place)),
      output,
    ).toBe(true);
    expect(code).toBe(0);
  });
});

test('without a field that conditions rest on, every place is named', async () => {
  const { output } = await check(changed('projects.0.fields', withoutSeal));
  for (const place of ['materials[1 seal-form].when.field', 'prices[3 seal].when.field', 'stages[5 seal].when.field']) {
    expect(output).toContain(place);
  }
});

test('what is no programme, or no file, is said so', async () => {
  const file = path.join(folder, 'nothing.json');
  writeFileSync(file, '[]');
  expect(await check(file)).toMatchObject({ code: 1, output: expect.stringContaining('No programme was found') });
  writeFileSync(file, '{ "code": ');
  expect(await check(file)).toMatchObject({ code: 2, output: expect.stringContaining('cannot be opened') });
  expect(await check(path.join(folder, 'absent.ts'))).toMatchObject({ code: 2 });
  expect(await check(example, 'fr')).toMatchObject({ code: 2 });
});
