import { PDFDocument } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { openFaces } from './face.ts';
import { makeFiller } from './fill.ts';
import {
  dispatchSlipTemplate,
  formKeys,
  productionSheetTemplate,
  receiptTemplate,
  renderPasswordMailer,
} from './index.ts';
import { layoutForm } from './layout/layout.ts';
import { collisions, textsOf } from './testing/measure.ts';
import { stamp, values } from './testing/sample.ts';

describe('slips and envelopes', () => {
  test('receipt and dispatch slip print their lists', async () => {
    const faces = await openFaces();
    const lists = {
      materials: [{ number: '1', name: '证书申请表', pages: '1', remark: '' }],
      contents: [{ name: '智能密码钥匙', number: 'K1', count: '1' }],
    };
    for (const [template, expected] of [
      [receiptTemplate, '证书申请表'],
      [dispatchSlipTemplate, '智能密码钥匙'],
    ] as const) {
      const pages = layoutForm(template, { values, lists }, stamp, faces, makeFiller({ values }, faces));
      expect(textsOf(pages)).toContain(expected);
      expect(collisions(pages)).toEqual([]);
      expect(formKeys(template)).toContain('authority');
    }
  });

  test('the sheet of a production batch keeps the numbers of orders and media on one line', async () => {
    const faces = await openFaces();
    const [number, medium] = ['JX261122-000018-K', 'YX261122-000128-W'];
    const items = [
      { position: '128', number, name: '南昌青山信息技术有限公司', medium, state: '已搁置', reason: '介质损坏' },
    ];
    const lists = { items };
    const pages = layoutForm(productionSheetTemplate, { values, lists }, stamp, faces, makeFiller({ values }, faces));
    expect(textsOf(pages)).toEqual(expect.arrayContaining(['128', number, medium, '已搁置', '介质损坏']));
    expect(collisions(pages)).toEqual([]);
  });

  test('one page per password card; the PIN is not in the document information', async () => {
    const cards = ['73920481', '11112222'].map((pin, i) => ({
      number: `P${i}`,
      pin,
      medium: `M${i}`,
      recipient: '李四',
    }));
    const { pdf, pages } = await renderPasswordMailer(cards, { authority: '发证机构', printedAt: stamp.printedAt });
    expect(pages).toBe(2);
    const read = await PDFDocument.load(pdf, { updateMetadata: false });
    const information = [read.getTitle(), read.getKeywords(), read.getSubject(), read.getAuthor()].join('|');
    for (const { pin } of cards) expect(information).not.toContain(pin);
  });
});
