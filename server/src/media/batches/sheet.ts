import type { BatchView } from '@yinxin/contract';
import { productionSheetTemplate, renderForm, templateName } from '@yinxin/documents';
import type { z } from 'zod';
import { writeCsv } from '../csv.ts';
import texts from './sheet.json' with { type: 'json' };

type Batch = z.input<typeof BatchView>;

/** Moments as people in the house read them. */
const moment = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });
const read = (instant: string | null) => (instant === null ? '' : moment.format(new Date(instant)));

/** What was made and set aside, one line for each order: position, order, name, medium, card, result, reason, who, when. */
export function batchCsv(batch: Batch): Uint8Array {
  const lines = batch.items.map((item, at) => [
    at + 1,
    item.number,
    item.name,
    item.mediumSerial ?? '',
    item.passwordCard ?? '',
    texts.states[item.state],
    item.reason ?? '',
    item.by ?? '',
    read(item.at),
  ]);
  return writeCsv([texts.columns, ...lines]);
}

/** The same sheet on paper, with room for the signatures of whoever made and whoever takes the media. */
export async function batchPdf(
  batch: Batch,
  from: { readonly authority: string; readonly at: Date },
): Promise<Uint8Array> {
  const { counts } = batch;
  const values = {
    authority: from.authority,
    batch: batch.number,
    operator: batch.operator ?? '',
    started: read(batch.startedAt),
    ended: read(batch.closedAt),
    made: String(counts.made + counts.done),
    'set-aside': String(counts['set-aside']),
    left: String(counts.left + counts.waiting),
  };
  const items = batch.items.map((item, at) => ({
    position: String(at + 1),
    number: item.number,
    name: item.name,
    medium: item.mediumSerial ?? '',
    state: texts.states[item.state],
    reason: item.reason ?? '',
  }));
  const template = templateName(productionSheetTemplate);
  const stamp = { order: batch.number, dataVersion: 1, template, printedAt: from.at };
  return (await renderForm(productionSheetTemplate, { values, lists: { items } }, stamp)).pdf;
}
