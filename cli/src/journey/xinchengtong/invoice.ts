import { call } from '@yinxin/client';
import { type ApplicationView, endpoints, type InvoiceData } from '@yinxin/contract';
import { act } from '../application-part.ts';
import { staffAct } from '../authority-part.ts';
import { refused } from '../holder-part.ts';
import { scannedPaper } from '../papers.ts';
import { staffMember } from '../people.ts';
import { read } from '../play.ts';
import type { ProgrammePlay } from '../programme-part.ts';

const { consoleApplications, remittances } = endpoints;

let issued = 0;

async function issue({ baseUrl }: ProgrammePlay, id: string): Promise<unknown> {
  const { transport } = await staffMember(baseUrl, 'finance');
  issued += 1;
  const body = { number: `2600${Date.now()}${issued % 10}` };
  const file = { name: 'invoice.pdf', mediaType: 'application/pdf', bytes: await scannedPaper('发票') };
  return call(transport, consoleApplications.issueInvoice, { params: { id }, body, files: [file] });
}

/** IT-33: none before the kind was confirmed in writing; then that one, which is remembered (IT-34). */
export async function invoiced(play: ProgrammePlay, order: ApplicationView): Promise<void> {
  const { t, baseUrl, who } = play;
  const params = { id: order.organisation.id };
  const { transport } = await staffMember(baseUrl, 'finance');
  const account = await call(transport, remittances.account, { params });
  const kind: InvoiceData['kind'] = 'e-invoice-general';
  const invoice = { kind, title: who.name, taxNumber: who.creditCode };
  await act(t, who, order.id, 'gives the invoice data', { type: 'set-invoice', invoice });
  const [balance] = account.balances;
  if (account.invoiceChoices.length === 0) {
    await refused(t, 'an invoice before its kind is confirmed (IT-33)', 'INVOICE_KIND_NOT_CONFIRMED', () =>
      issue(play, order.id),
    );
    if (!balance) throw new Error('the customer has no account at any company');
    const body = { company: balance.company.code, kind, change: false, note: '传真确认书' };
    await t.step('finance', 'records the confirmation of the kind of invoice', () =>
      call(transport, remittances.confirmInvoiceKind, { params, body }),
    );
  }
  await t.step('finance', 'issues the invoice', () => issue(play, order.id));
  t.check('the invoice is issued', (await read(play, order.id)).invoice.status === 'issued');
}

/** IT-20: what has no key to go with is posted by itself. */
export async function postInvoice(play: ProgrammePlay, { id }: ApplicationView): Promise<void> {
  const { t, baseUrl } = play;
  const parcel = { carrier: '中国邮政速递', trackingNumber: `EM${Date.now()}CN` };
  await staffAct(t, baseUrl, 'shipping', id, 'posts the invoice', { type: 'post-invoice', ...parcel });
  const { invoice } = await read(play, id);
  t.check('the invoice is on its way', invoice.parcel?.trackingNumber === parcel.trackingNumber);
}
