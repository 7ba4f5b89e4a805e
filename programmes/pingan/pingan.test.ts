import { formKeys } from '@yinxin/documents';
import { askedIn, askedOf } from '@yinxin/programme';
import { expect, test } from 'vitest';
import { formsOf, programmes } from '../src/index.ts';

const pingan = programmes.find((p) => p.code === 'pingan');
if (!pingan) throw new Error('the programme is missing');
const [project] = pingan.projects;
if (!project) throw new Error('the project is missing');
const online = (code: string) => {
  const service = pingan.services.find((s) => s.code === code);
  if (service?.channel !== 'online') throw new Error(`no online service ${code}`);
  return service;
};
const kinds = (code: string) => online(code).stages.map((s) => s.kind);

test('[PA-04] six businesses and the unlock are online, the refund is by post only [PA-48]', () => {
  expect(pingan.services.filter((s) => s.channel === 'online').map((s) => s.code)).toEqual([
    'new',
    'renew',
    'change',
    'reissue',
    'unlock',
    'seal-apply',
    'seal-change',
  ]);
  expect(pingan.services.find((s) => s.code === 'refund')?.channel).toBe('hall');
});

test('[PA-13][PA-14] a new application is paid, then reviewed, then the papers are posted', () => {
  expect(kinds('new')).toEqual([
    'fill',
    'payment',
    'review',
    'papers',
    'production',
    'delivery',
    'activation',
    'binding',
  ]);
});

test('[PA-09] one to five years at 200 yuan each', () => {
  const years = project.fields.find((f) => f.code === 'years')?.choices?.map((c) => c.code);
  expect(years).toEqual(['1', '2', '3', '4', '5']);
  expect(project.prices).toEqual([expect.objectContaining({ fen: 20_000, times: 'years' })]);
});

test('[PA-10][PA-15] four materials, three without the seal', () => {
  const codes = (seal: string) => askedOf(project, online('new'), { seal }).materials.map((m) => m.code);
  expect(codes('yes')).toEqual(['application-form', 'seal-form', 'business-licence', 'handler-id-copy']);
  expect(codes('no')).toEqual(['application-form', 'business-licence', 'handler-id-copy']);
});

test('[PA-16] every paper says that the stamp is physical, and the mail room has the mark for it', () => {
  for (const material of project.materials) expect(material.guidance.zh).toContain('实体印章');
  const papers = online('new').stages.find((s) => s.kind === 'papers');
  expect(papers?.kind === 'papers' && papers.reasons.map((r) => r.code)).toContain('paper-not-physical-seal');
});

test('[PA-25][PA-26][PA-27] renewal: paid, no papers, no review, installed on the same key, counted from the old end', () => {
  expect(kinds('renew')).toEqual(['fill', 'payment', 'install']);
  expect(online('renew')).toMatchObject({
    materials: [],
    validity: { kind: 'extended', years: 'years' },
    old: 'superseded-when-installed',
    subject: { window: { opensDaysBefore: 90 } },
  });
});

test('[PA-28][PA-29][PA-30][PA-31] change: name and domicile only, free, same end, with the key', () => {
  const asked = askedIn(project, online('change'));
  expect(asked.prices).toEqual([]);
  expect(asked.fields.filter((f) => f.code.startsWith('new-') || f.kind === 'address').map((f) => f.code)).toEqual([
    'new-name',
    'registered-address',
  ]);
  expect(asked.materials.filter((m) => m.object === 'medium')).toHaveLength(1);
  expect(online('change').validity).toEqual({ kind: 'kept' });
});

test('[PA-34][PA-35][PA-36] reissue: 200 yuan flat, same end, the old certificate ends with the approval', () => {
  expect(online('reissue')).toMatchObject({
    prices: [expect.objectContaining({ fen: 20_000 })],
    validity: { kind: 'kept' },
    old: 'superseded-at-approval',
  });
  expect(online('reissue').prices?.[0]?.times).toBeUndefined();
});

test('[PA-51] change, unlock and seals are free', () => {
  for (const code of ['change', 'unlock', 'seal-apply', 'seal-change']) expect(online(code).prices).toEqual([]);
});

test('[PA-37] a forgotten password costs nothing and nothing is posted', () => {
  const { prices, materials } = askedIn(project, online('unlock'));
  expect(prices).toEqual([]);
  expect(materials.every(({ paper }) => !paper)).toBe(true);
  expect(kinds('unlock')).toEqual(['fill', 'review', 'unlock']);
});

test('[PA-05] the client is downloaded, unzipped and installed until it reports success, before anything else', () => {
  const guide = pingan.articles.find(({ slug }) => slug === 'client');
  expect(guide?.body.zh).toMatch(/下载[\s\S]*解压[\s\S]*安装[\s\S]*提示成功/);
  expect(guide?.body.zh).toContain('在那之前');
});

test('[PA-06] each business has its guide', () => {
  const slugs = pingan.articles.map((a) => a.slug);
  for (const business of ['new', 'renew', 'change', 'reissue', 'unlock', 'seal', 'refund']) {
    expect(slugs).toContain(`guide-${business}`);
  }
});

test('every form that a material or the refund names exists, and prints only what is known', () => {
  const forms = new Map(formsOf('pingan').map((f) => [f.code, f]));
  const house = new Set([
    ...['authority', 'service-phone', 'refund-mailbox', 'organisation-name', 'credit-code', 'registered-province'],
    ...['order-number', 'project-name', 'system-name', 'certificate-type', 'delivery-mode', 'refund-reason', 'amount'],
    ...['paid-at', 'recipient-name', 'recipient-mobile', 'recipient-address', 'bank-name', 'bank-account'],
  ]);
  for (const service of pingan.services) {
    if (service.channel !== 'online') continue;
    const asked = askedIn(project, service);
    const fields = new Set(asked.fields.map((f) => f.code));
    // The e-seal business knows the domicile from the certificate’s own order; it prints as an empty line there.
    const known = new Set([
      ...house,
      ...fields,
      'registered-address',
      'handler-name',
      'handler-mobile',
      'handler-id-card',
    ]);
    for (const { form } of asked.materials) {
      if (form === undefined) continue;
      const template = forms.get(form);
      expect(template, form).toBeDefined();
      if (!template) continue;
      const unknown = formKeys(template).filter((key) => !known.has(key) && key !== 'years' && key !== 'seal');
      expect(unknown, `${service.code} ${form}`).toEqual([]);
    }
  }
  expect(forms.has(pingan.refund.letterForm)).toBe(true);
});
