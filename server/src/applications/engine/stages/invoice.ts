import type { InvoiceData } from '@yinxin/contract';
import { taxNumber } from '@yinxin/identifiers';
import { addDuration, type Programme } from '@yinxin/programme';
import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';
import { explainFinding, isUnsafe } from './field-check.ts';

type InvoiceCommand = CommandOf<'set-invoice' | 'enter-invoice' | 'invoice-issued'>;
type InvoiceEvent = EventOf<'invoice-data-set' | 'invoice-issued'>;

export function decideInvoice(state: ApplicationState, command: InvoiceCommand, { programme }: Context): Decision {
  if (state.price === null) return refuse('INVOICE_NOT_YET');
  switch (command.type) {
    case 'set-invoice':
    case 'enter-invoice': {
      if (state.invoice.issuedAt !== null) return refuse('INVOICE_ISSUED');
      const checked = checkInvoice(command.invoice, programme);
      return 'refusal' in checked ? checked : done({ type: 'invoice-data-set', invoice: checked.invoice });
    }
    case 'invoice-issued':
      if (state.invoice.number === command.number) return done();
      if (state.invoice.issuedAt !== null) return refuse('INVOICE_ISSUED');
      if (state.payment.paidAt === null) return refuse('INVOICE_NOT_PAID');
      if (state.invoice.data === null) return refuse('INVOICE_DATA_MISSING');
      return done({ type: 'invoice-issued', number: command.number, file: command.file });
  }
}

function checkInvoice(
  invoice: InvoiceData,
  programme: Programme,
): { readonly invoice: InvoiceData } | ReturnType<typeof refuse> {
  if (!programme.invoice.kinds.includes(invoice.kind)) return refuse('INVOICE_KIND', {}, 'invoice.kind');
  for (const [key, value] of Object.entries(invoice)) {
    if (value !== undefined && isUnsafe(value)) {
      return refuse('FIELD_UNSAFE', { label: { zh: '开票信息', en: 'Invoice data' } }, `invoice.${key}`);
    }
  }
  const number = taxNumber.explain(invoice.taxNumber);
  if (!number.valid)
    return refuse('INVOICE_TAX_NUMBER', { reason: explainFinding(number.findings) }, 'invoice.taxNumber');
  return { invoice: { ...invoice, title: invoice.title.trim(), taxNumber: number.cleaned } };
}

/** Since when finance has all it needs: the certificate made and the data given, both (JX-38). `null`: not yet. */
export function invoiceReadySince(state: ApplicationState): string | null {
  const { dataAt } = state.invoice;
  const { madeAt } = state.production;
  if (dataAt === null || madeAt === null || state.payment.paidAt === null) return null;
  return dataAt > madeAt ? dataAt : madeAt;
}

/** Until when the invoice is promised, from both on (JX-38). */
export function invoiceDue(state: ApplicationState, programme: Programme): Date | null {
  const since = invoiceReadySince(state);
  return since === null ? null : addDuration(new Date(since), programme.invoice.clock.promise);
}

export function evolveInvoice(state: ApplicationState, event: InvoiceEvent, { at }: Recorded): ApplicationState {
  switch (event.type) {
    case 'invoice-data-set':
      return { ...state, invoice: { ...state.invoice, data: event.invoice, dataAt: at } };
    case 'invoice-issued':
      return { ...state, invoice: { ...state.invoice, number: event.number, file: event.file, issuedAt: at } };
  }
}
