import { endpoints } from '@yinxin/contract';
import { expect } from 'vitest';
import { test } from './browser/fixture.ts';
import { look } from './browser/look.ts';
import { newApplicant, orderAt, paperFor, projectOf } from './hall/order.ts';

/** Code, name, system, purpose, for whom: as the catalogue of JX-19 lists them. */
const PROJECTS = [
  [
    'housing-in-province',
    '江西省住建厅（省内企业）',
    '江西省建设云（住建厅）',
    /登录.*建设云/,
    '在江西省内注册的建筑业企业。',
  ],
  [
    'housing-out-of-province',
    '江西省住建厅（省外企业）',
    '江西省建设云（住建厅）',
    /登录.*建设云/,
    '在江西省外注册、进赣经营的建筑业企业。',
  ],
  ['science', '江西省科技厅', '科技管理信息系统', /科技管理信息系统/, '企业用户。'],
  ['nanchang-provident-fund', '南昌市公积金', '南昌市住房公积金网上业务大厅', /公积金缴存/, '缴存单位（01 类）。'],
  ['drug-administration', '江西省药监局', '药品监管行政许可系统', /许可/, '医药企业。'],
  ['fuzhou-real-estate', '抚州不动产', '抚州市不动产登记平台', /不动产登记/, '房地产开发企业。'],
  ['pharmaceutical-procurement', '医药采购', '江西省医药采购平台', /供应/, '供应药品、耗材的企业。'],
] as const;
const MATERIALS = ['数字证书申请表', '电子签章采集表', '营业执照复印件（加盖公章）'];

test('[JX-19][JX-22][JX-24][JX-26][JX-29] every project shows for whom and for which site it is, its price and its papers, before sign-in', async ({
  visit,
}) => {
  const page = await visit('/');
  await page.getByRole('heading', { level: 1, name: '您要使用哪个系统？' }).waitFor();
  const offers = page.locator('.offers > li').filter({ has: page.locator('a[href*="/projects/jiangxi/"]') });
  await offers.first().waitFor();
  await expect.poll(() => offers.count()).toBe(PROJECTS.length);
  for (const [code, name, system, purpose, audience] of PROJECTS) {
    const card = page.locator('.offers > li').filter({ has: page.getByText(name, { exact: true }) });
    await card.locator('.offer-purpose').getByText(purpose).waitFor();
    await card.getByText(audience).waitFor();
    const price = /¥[\d.]+/.exec(await card.locator('.offer-price').innerText())?.[0] ?? '';
    await card.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: system }).waitFor();
    expect(page.url()).toContain(code);
    await page.locator('table.price tfoot', { hasText: price }).waitFor();
    for (const label of MATERIALS) await page.getByRole('heading', { level: 3, name: label }).waitFor();
    await page.getByText('不接受变形的扫描件和照片').waitFor();
    if (code === 'science') await look(page, 'project-science');
    await page.getByRole('link', { name: '← 重新选择系统' }).click();
  }
});

test('[JX-22] the choice is found by what one wants to do', async ({ visit }) => {
  const page = await visit('/');
  await page.getByLabel('搜索系统或用途').fill('公积金');
  await page.getByText('找到 1 个系统').or(page.getByText('找到 2 个系统')).first().waitFor();
  await page.getByRole('link', { name: '南昌市住房公积金网上业务大厅' }).waitFor();
  await page.getByLabel('搜索系统或用途').fill('没有的系统');
  await page.getByText('没有找到对应的系统').waitFor();
  await look(page, 'home-nothing-found');
});

test('[JX-16][JX-17][JX-18][JX-12] what is not a new certificate is sent to the service hall, which wants to be asked first', async ({
  visit,
  hall,
}) => {
  const page = await visit('/');
  const services = page.getByRole('region', { name: '这些业务请到服务大厅办理' });
  await services.getByText('大厅要求的材料与线上不同，出发前请先打电话问清楚。').waitFor();
  for (const [label, direction] of [
    ['遗失补办', /只能本人到服务大厅补办，线上不受理/],
    ['变更证书主题信息', /只在服务大厅办理/],
    ['变更签章信息', /只在服务大厅办理/],
    ['证书延期', /延期请到服务大厅/],
  ] as const) {
    const entry = services.locator('dl > div').filter({ has: page.getByText(label, { exact: true }) });
    await entry.getByText(direction).waitFor();
  }
  // An online request is refused with this instruction.
  const { person } = await newApplicant(hall);
  for (const service of ['reissue', 'change-subject', 'change-seal']) {
    const body = { programme: 'jiangxi', project: 'science', service };
    const refusal = await person.refused(endpoints.applications.open, { body });
    expect(refusal.code).toBe('SERVICE_AT_HALL');
    expect(refusal.detail.zh).toContain('服务大厅');
  }
});

test('[JX-22][JX-21] an out-of-province code choosing the in-province project is warned and led to the right one', async ({
  visit,
  hall,
}) => {
  const { person } = await newApplicant(hall, '110000');
  const page = await visit('/projects/jiangxi/housing-in-province', person);
  await page.getByText(/您的信用代码第 3–8 位是 110000，登记地：北京市/).waitFor();
  await page.getByRole('button', { name: '开始申请' }).click();
  const warning = page.getByRole('alert');
  await warning.getByText(/显示单位注册在江西省外，多半应选“省外企业”/).waitFor();
  await warning.getByText('选错项目的订单不能更改，只能作废后重办').waitFor();
  await look(page, 'project-region-warning');
  await warning.getByRole('link', { name: '改办“江西省住建厅（省外企业）”' }).click();
  await page.getByRole('button', { name: '开始申请' }).click();
  await page.getByRole('heading', { level: 1, name: '江西省住建厅（省外企业）' }).waitFor();
});

test('[JX-22] whoever is sure may go on against the warning, in both directions', async ({ visit, hall }) => {
  const { person } = await newApplicant(hall, '360100');
  const page = await visit('/projects/jiangxi/housing-out-of-province', person);
  await page.getByRole('button', { name: '开始申请' }).click();
  await page
    .getByText(/显示单位注册在江西省内，多半应选“省内企业”/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: '我确认没有选错，继续' }).click();
  await page.getByRole('heading', { level: 1, name: '江西省住建厅（省外企业）' }).waitFor();
});

test('[JX-20] special types are refused online with the way to the hall: fund category 02, science authorities', async ({
  visit,
  hall,
}) => {
  for (const [project, field, choice, refusal] of [
    ['nanchang-provident-fund', '用户类别', '02 受托银行', /线上只办理 01 类缴存单位的证书，受托银行请到服务大厅办理/],
    ['science', '用户类型', '主管部门', /线上只办理企业用户的证书，主管部门请到服务大厅办理/],
  ] as const) {
    const page = await visit(`/projects/jiangxi/${project}`);
    await page.getByRole('heading', { level: 3, name: '线上不办理的类型' }).waitFor();
    await page.getByText(refusal).waitFor();
    const { applicant, order } = await orderAt(hall, 'filled', { project });
    const draft = await visit(`/orders/${order.id}/application`, applicant.person);
    await draft.getByLabel(field).selectOption(choice);
    await draft.getByText(refusal).first().waitFor();
    await draft.getByRole('button', { name: '提交审核' }).click();
    await draft
      .getByRole('alert')
      .getByText(refusal)
      .or(draft.locator('.error-summary').getByText(refusal))
      .first()
      .waitFor();
    expect((await applicant.person.call(endpoints.applications.read, { params: { id: order.id } })).stage).toBe('fill');
    await draft.close();
  }
});

test('[JX-23] in-province and out-of-province orders print different seal forms, and a form of the other kind is rejected', async ({
  visit,
  hall,
}) => {
  const forms = new Map<string, string | null>();
  for (const code of ['housing-in-province', 'housing-out-of-province'])
    forms.set(
      code,
      (await projectOf(hall, code)).project.materials.find((one) => one.code === 'seal-form')?.form ?? null,
    );
  expect(new Set(forms.values()).size).toBe(2);

  const inside = await newApplicant(hall, '360100');
  const other = await orderAt(hall, 'filled', { applicant: inside, project: 'housing-out-of-province' });
  const { order } = await orderAt(hall, 'filled', { applicant: inside, project: 'housing-in-province' });
  const page = await visit(`/orders/${order.id}/application`, inside.person);
  const link = await page.getByRole('link', { name: '下载：电子签章采集表' }).getAttribute('href');
  expect(link).toContain(forms.get('housing-in-province'));
  const paper = await paperFor(inside, other.order, 'seal-form');
  await page.locator('#material-seal-form input[type=file]').setInputFiles({
    name: 'other.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(await paper.arrayBuffer()),
  });
  await page.getByText(/是另一个订单（.*）的表格|这不是“电子签章采集表”要求的表格/).waitFor();
  await look(page, 'application-wrong-form');
});
