import { formsOf, programmes } from '@yinxin/programmes';
import { expect, test } from 'vitest';
import { printForm } from '../catalogue/print.ts';
import { holder, Player } from '../testing/player.ts';
import { readPdf } from '../uploads/pdf.ts';
import type { MaterialFile } from './state.ts';

const programme = programmes.find(({ code }) => code === 'pingan');
if (!programme) throw new Error('the programme is missing');

const forms = (order: Player) => order.project.materials.flatMap(({ form }) => (form === undefined ? [] : [form]));

async function printed(order: Player, code: string): Promise<MaterialFile> {
  const template = formsOf('pingan').find((one) => one.code === code);
  if (!template) throw new Error(`no form ${code}`);
  const form = { template, publishedAt: null, publishedBy: null };
  const bytes = await printForm(order.state, form, order.context(holder));
  const found = await readPdf(bytes, true);
  if (found.kind !== 'document') throw new Error(found.kind);
  return { ...order.file(code, bytes.length), mark: found.mark };
}

test('[PA-11] the forms of this order are printed with its number and data version, and data that change make them old', async () => {
  const order = new Player(programme, 'new');
  order.fill({ seal: 'no' });
  expect(forms(order)).toEqual(['application-form']);
  order.fill({ seal: 'yes' });
  expect(forms(order)).toEqual(['application-form', 'seal-form']);
  const { number, dataVersion } = order.state;
  for (const form of forms(order)) {
    const file = await printed(order, form);
    expect(file.mark).toEqual({ order: number, form, dataVersion, templateVersion: 1 });
    order.do({ type: 'attach-material', material: form, file });
  }
  const old = await printed(order, 'application-form');
  order.do({ type: 'save-draft', fields: { 'registered-address': '广东省深圳市另一路 9 号' } });
  const submit = { type: 'submit', dataVersion: order.state.dataVersion } as const;
  expect(order.refusal(submit, holder)).toBe('OUTDATED_TEMPLATE');
  const again = { type: 'attach-material', material: 'application-form', file: old } as const;
  expect(order.refusal(again, holder)).toBe('OUTDATED_TEMPLATE');
  const others = { ...old, mark: old.mark && { ...old.mark, order: 'PA261123-000002-K' } };
  expect(order.refusal({ ...again, file: others }, holder)).toBe('OTHER_ORDERS_FORM');
  for (const form of forms(order))
    order.do({ type: 'attach-material', material: form, file: await printed(order, form) });
  expect(order.submit().state.stage).toBe('payment');
});
