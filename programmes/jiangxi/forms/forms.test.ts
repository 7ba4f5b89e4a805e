import { type FormCell, type FormTemplate, formKeys, renderForm, templateName } from '@yinxin/documents';
import { expect, test } from 'vitest';
import { jiangxiForms } from './index.ts';
import { refundLetter } from './refund-letter.ts';
import { sealFormGeneral, sealFormInProvince, sealFormOutOfProvince } from './seal-form.ts';

const cells = (form: FormTemplate): readonly FormCell[] =>
  form.blocks.flatMap((block) => (block.kind === 'rows' ? block.rows.flat() : []));

// The longest data that registration lets through.
const longest = Object.fromEntries(
  jiangxiForms.flatMap(formKeys).map((key) => [key, key.endsWith('name') ? '江西（南昌）'.repeat(14) : '一二三四五六']),
);

test('every form has its own code', () => {
  expect(new Set(jiangxiForms.map((form) => form.code)).size).toBe(jiangxiForms.length);
});

test.each(jiangxiForms)(
  '$code prints on one page, empty and with ordinary data, without missing characters',
  async (form) => {
    const stamp = { order: 'JX261122-000123-K', dataVersion: 1, template: templateName(form), printedAt: new Date(0) };
    const values: Record<string, string> = {
      ...longest,
      'organisation-name': '江西赣江（南昌）建设工程有限责任公司',
      'handler-name': '张三',
    };
    for (const name of ['project-name', 'system-name', 'recipient-name', 'local-contact-name'])
      values[name] = '江西住建云';
    for (const data of [{}, values]) {
      const { pdf, pages, warnings } = await renderForm(form, { values: data }, stamp);
      expect({ pages, warnings }).toEqual({ pages: 1, warnings: [] });
      expect(pdf.length).toBeLessThan(200_000);
    }
    expect((await renderForm(form, { values: longest }, stamp)).pages).toBeLessThanOrEqual(2);
  },
);

test('[JX-33] beside the handler’s mobile every form of the application says that Nanchang landlines must be answered', () => {
  const withMobile = [sealFormGeneral, sealFormInProvince, sealFormOutOfProvince, ...jiangxiForms.slice(0, 1)];
  for (const form of withMobile) {
    const cell = cells(form).find((one) => one.value === '{handler-mobile}');
    expect(cell?.note).toMatch(/保持畅通.*请勿拒接南昌座机/);
  }
});

test('[JX-23] the seal forms for in-province and out-of-province enterprises differ in title and content', () => {
  expect(sealFormInProvince.title).toContain('省内企业');
  expect(sealFormOutOfProvince.title).toContain('省外企业');
  expect(formKeys(sealFormOutOfProvince)).toContain('local-contact-name');
  expect(formKeys(sealFormInProvince)).not.toContain('local-contact-name');
});

test('[JX-36] the refund letter prints the configured mailbox in its footer', () => {
  expect(refundLetter.footer).toContain('{refund-mailbox}');
});
