import { loadProgramme, NOT_HELPED, type Programme, walkGuide } from '@yinxin/programme';
import { describe, expect, test } from 'vitest';
import { mobile, onecard, shenzhen } from './index.ts';

const products = {
  onecard: loadProgramme(onecard),
  mobile: loadProgramme(mobile),
  shenzhen: loadProgramme(shenzhen),
};
type Name = keyof typeof products;
const names: readonly Name[] = ['onecard', 'mobile', 'shenzhen'];

const articleOf = (programme: Programme, slug: string) => {
  const { title, body } = programme.articles.find((one) => one.slug === slug) ?? {};
  return { zh: `${title?.zh} ${body?.zh}`, en: `${title?.en} ${body?.en}`, body: body?.zh ?? '' };
};
const guideOf = (programme: Programme, slug: string) => {
  const found = programme.guides.find((one) => one.slug === slug);
  if (!found) throw new Error(`no guide ${slug}`);
  return found;
};

describe('the first password', () => {
  const sentenceOf = (name: Name, kind: 'production' | 'provision') => {
    const service = products[name].services.find(({ code }) => code === 'new');
    const stage = service?.channel === 'online' ? service.stages.find((one) => one.kind === kind) : undefined;
    return stage?.kind === kind ? (stage.firstPin?.zh ?? '') : '';
  };

  test('[BJ-04] is under the cover at a counter, under the scratch layer elsewhere, and chosen where there is no card', () => {
    const found = names.map((name) => [sentenceOf(name, 'production'), sentenceOf(name, 'provision')]);
    const places = [/覆膜/, /刮刮层/, /自己设置/];
    const told = found.map((pair) => pair.map((text) => places.map((place) => place.test(text))));
    const [cover, scratch, chosen] = [0, 1, 2].map((at) => [0, 1, 2].map((i) => i === at));
    // One place each, and no other: counter, then online.
    expect(told).toEqual([
      [cover, chosen],
      [scratch, scratch],
      [scratch, scratch],
    ]);
  });

  test('[BJ-04] no article tells the places of every product and channel at once', () => {
    for (const name of names)
      for (const { slug, body } of products[name].articles) {
        const places = ['覆膜', '刮刮层', '自己设置'].filter((place) => body.zh.includes(place));
        expect(places.length, `${name} ${slug}`).toBe(0);
      }
  });
});

describe('the client of a product', () => {
  test('[BJ-11] the guides for Shenzhen use the words of its client and not those of the other', () => {
    const change = articleOf(products.shenzhen, 'change-password');
    expect(change.zh).toContain('深圳数字证书客户端');
    expect(change.zh).toContain('修改PIN码');
    expect(articleOf(products.shenzhen, 'validity').zh).toContain('点窗口中间的证书');
    const guides = JSON.stringify(products.shenzhen.guides);
    for (const text of [change.zh, ...products.shenzhen.articles.map(({ body }) => body.zh), guides]) {
      expect(text).not.toMatch(/证书助手|修改密码|证书管理/);
    }
    for (const other of [products.onecard, products.mobile]) {
      expect(articleOf(other, 'change-password').zh).toContain('点“修改密码”');
      expect(JSON.stringify([other.articles, other.guides])).not.toMatch(/深圳|修改PIN码/);
    }
  });

  test('[BJ-12][BJ-13] only for China Mobile validity and card number are in Certificate Management', () => {
    const where = (name: Name) => articleOf(products[name], 'validity').body;
    expect(where('mobile')).toMatch(/点“证书管理”.*有效期.*密码卡号/);
    expect(where('onecard')).toMatch(/首页就显示.*有效期/);
    for (const other of ['onecard', 'shenzhen'] as const) expect(where(other)).not.toContain('证书管理');
  });
});

describe('times', () => {
  const handling = products.mobile.projects[0]?.fields.find(({ code }) => code === 'handling');

  test('[BJ-17] where one chooses, online tells its usual time and the counter is recommended in a hurry', () => {
    const labels = Object.fromEntries((handling?.choices ?? []).map(({ code, label }) => [code, label.zh]));
    expect(labels.online).toContain('4–7 个工作日');
    expect(labels['on-site']).toMatch(/当场办结.*着急/);
    expect(labels.online).not.toContain('着急');
  });

  test('[BJ-18] the shortest times by area stand beside it, all from one table', () => {
    const { turnaround } = products.mobile.projects[0] ?? {};
    expect(turnaround?.shortest.map(({ workingDays }) => workingDays)).toEqual([2, 4, 8]);
    expect(turnaround?.shortest.map(({ area }) => area.zh)).toEqual([
      '北京',
      '北京以外、快递可到',
      '偏远地区（邮政速递）',
    ]);
    expect(handling?.hint?.zh).toBe(
      '身份鉴证资料符合要求时最短工作日：北京 2、北京以外、快递可到 4、偏远地区（邮政速递） 8。',
    );
    for (const name of names) expect(products[name].projects[0]?.turnaround).toEqual(turnaround);
  });
});

describe.each(names)('guides of %s', (name) => {
  const programme = products[name];
  const after = (slug: string, replies: Record<string, string>) => {
    const { at } = walkGuide(guideOf(programme, slug), replies);
    if (typeof at === 'string') throw new Error(`${slug} is over: ${at}`);
    return at;
  };
  const ways = (slug: string, replies: Record<string, string>) => {
    const at = after(slug, replies);
    return at.kind === 'remedy' ? at.ways.map((way) => way.do.zh) : [];
  };

  test('[BJ-15] a medium that is not shown: turned round, another port, then installed again', () => {
    const [turn, port, install] = ways('cannot-be-read', { environment: 'yes', shown: 'no' });
    expect([turn, port, install]).toMatchObject(
      [/插反/, /USB 口/, /下载并安装/].map((one) => expect.stringMatching(one)),
    );
    expect(after('cannot-be-read', { environment: 'yes', shown: 'no' })).toMatchObject({ order: 'in-turn' });
  });

  test('[BJ-34] read by the assistant and not by the page: four remedies, together or singly, in any order', () => {
    const replies = { environment: 'yes', shown: 'yes', page: 'no' };
    expect(after('cannot-be-read', replies)).toMatchObject({ code: 'browser', order: 'any' });
    const found = ways('cannot-be-read', replies);
    expect(found).toHaveLength(4);
    for (const [at, word] of ['受信任的站点', '兼容性视图', '启用保护模式', '关掉它'].entries())
      expect(found[at]).toContain(word);
  });

  describe('seals in Word', () => {
    const missing = guideOf(programme, 'seal-button-missing');
    /** What is offered after each other when nothing helps. */
    function trail(version: string, control = 'yes') {
      const replies: Record<string, string> = { version: `word-${version}`, [`control-${version}`]: control };
      for (const { code, kind } of missing.nodes) if (kind === 'remedy') replies[code] = NOT_HELPED;
      const walk = walkGuide(missing, replies);
      expect(walk.at).toBe('support');
      return walk.taken.flatMap(({ node }) => (node.kind === 'remedy' ? [node] : []));
    }
    const codes = (version: string, control?: string) => trail(version, control).map(({ code }) => code);
    const texts = (version: string) => trail(version).map(({ ways: [way] }) => way?.do.zh ?? '');

    test('[BJ-50] Word 2003: the control, the toolbar ticked, enabled among the disabled items, the macro level last', () => {
      expect(codes('2003', 'no')).toEqual([
        'install-2003',
        'toolbar-2003',
        'disabled-2003',
        'trusted-2003',
        'macros-2003',
      ]);
      const [toolbar, disabled, , macros] = texts('2003');
      expect(toolbar).toBe('视图 → 工具栏：勾选“BJCA电子签章”。');
      expect(disabled).toMatch(/^帮助 → 关于 → 禁用项目.*关闭并重新打开文档/);
      expect(macros).toMatch(/降低安全级别.*重新启动/);
    });

    test('[BJ-51] Word 2007: the control, the add-ins by the Office button, the Trust Centre last', () => {
      expect(codes('2007', 'no')).toEqual(['install-2007', 'disabled-2007', 'trusted-2007', 'macros-2007']);
      const [disabled, , macros] = texts('2007');
      expect(disabled).toMatch(/^Office 按钮 → Word 选项 → 加载项 → 管理“禁用项目” → 转到：启用/);
      expect(macros).toMatch(/信任中心 → 信任中心设置 → 宏设置.*启用所有宏.*重新启动/);
    });

    test('[BJ-52] Word 2010 is 2007 but for its first menu, and the version is asked before anything else', () => {
      expect(texts('2010')).toEqual(texts('2007').map((text) => text.replace('Office 按钮', '文件')));
      const [first] = missing.nodes;
      expect(first?.kind === 'question' && first.answers.map(({ label }) => label.zh)).toEqual([
        'Word 2003',
        'Word 2007',
        'Word 2010',
      ]);
    });

    test('[BJ-53] enabling and trusting come first; only the macro level is a risk, it is last and says so', () => {
      for (const version of ['2003', '2007', '2010']) {
        const steps = trail(version);
        const kinds = steps.map(({ code }) => code.replace(/-\d+$/, '')).filter((kind) => kind !== 'toolbar');
        expect(kinds).toEqual(['disabled', 'trusted', 'macros']);
        const risky = steps.filter(({ ways: offered }) => offered.some(({ risk }) => risk !== undefined));
        expect(risky).toEqual(steps.slice(-1));
        expect(risky[0]?.ways[0]?.risk?.zh).toMatch(/有害.*改回/);
      }
    });

    test('[BJ-54] a document that a step before protected is unlocked, and the seal placed again', () => {
      const at = after('seal-cannot-be-inserted', { protected: 'yes' });
      expect(at).toMatchObject({ cause: { zh: expect.stringContaining('保护了文档') }, order: 'in-turn' });
      expect(ways('seal-cannot-be-inserted', { protected: 'yes' })).toEqual([
        '在文档里点右键 → 文档解锁。',
        '再盖一次章。',
      ]);
    });

    test('[BJ-55] a locked seal only shows a hint: release it, move it, lock it again', () => {
      expect(after('seal-cannot-be-moved', { move: 'yes' })).toMatchObject({
        cause: { zh: expect.stringMatching(/锁定.*没有效果.*提示/) },
        order: 'in-turn',
      });
      const [release, move, lock] = ways('seal-cannot-be-moved', { move: 'yes' });
      expect(release).toMatch(/右键 → 解除位置锁定/);
      expect(move).toContain('拖');
      expect(lock).toMatch(/右键 → 重新锁定位置/);
    });
  });
});

test('[BJ-36] the tool, then the security level, then the add-on; for China Mobile only', () => {
  const guide = guideOf(products.mobile, 'login-shows-no-name');
  expect(guide.nodes[0]).toMatchObject({ kind: 'question', measure: 'certificate' });
  const replies = { tool: 'no', driver: NOT_HELPED, level: NOT_HELPED, 'add-on': NOT_HELPED };
  const trail = (given: Record<string, string>) =>
    walkGuide(guide, given).taken.flatMap(({ node }) =>
      node.kind === 'remedy' ? node.ways.map((way) => way.do.zh) : [],
    );
  expect(trail(replies)).toMatchObject(
    [/重新安装.*驱动/, /安全级别设为“中”.*刷新/, /管理加载项.*启用.*刷新/].map((one) => expect.stringMatching(one)),
  );
  expect(trail({ ...replies, tool: 'yes' })).toEqual(trail(replies).slice(1));
  for (const other of [products.onecard, products.shenzhen])
    expect(other.guides.map(({ slug }) => slug)).not.toContain('login-shows-no-name');
});
