import type { InvoiceData } from '@yinxin/contract';
import { taxNumber } from '@yinxin/identifiers';
import { addDuration, ownDaysAt, type Programme } from '@yinxin/programme';
import type { CommandOf } from '../commands.ts';
import { type Context, type Decision, done, wayOf } from '../context.ts';
import type { EventOf, Recorded } from '../events.ts';
import { refuse } from '../refusal.ts';
import type { ApplicationState } from '../state.ts';
import { checkParcel, explainFinding, isUnsafe } from './field-check.ts';

type InvoiceCommand = CommandOf<
  'set-invoice' | 'enter-invoice' | 'invoice-issued' | 'reverse-invoice' | 'post-invoice'
>;
type InvoiceEvent = EventOf<'invoice-data-set' | 'invoice-issued' | 'invoice-reversed' | 'invoice-posted'>;

export function decideInvoice(state: ApplicationState, command: InvoiceCommand, context: Context): Decision {
  const { programme, facts } = context;
  if (state.price === null) return refuse('INVOICE_NOT_YET');
  switch (command.type) {
    case 'set-invoice':
    case 'enter-invoice': {
      if (state.invoice.issuedAt !== null) return refuse('INVOICE_ISSUED');
      const checked = checkInvoice(command.invoice, programme);
      if ('refusal' in checked) return checked;
      // IT-35: who pays for somebody else is told before finance writes anything.
      const barred = Array.isArray(facts.invoiceKinds) ? kindRefusal(checked.invoice, facts.invoiceKinds) : undefined;
      return barred ?? done({ type: 'invoice-data-set', invoice: checked.invoice });
    }
    case 'invoice-issued':
      if (state.invoice.number === command.number) return done();
      if (state.invoice.issuedAt !== null) return refuse('INVOICE_ISSUED');
      if (state.payment.paidAt === null) return refuse('INVOICE_NOT_PAID');
      if (state.invoice.data === null) return refuse('INVOICE_DATA_MISSING');
      return (
        kindRefusal(state.invoice.data, facts.invoiceKinds) ??
        done({ type: 'invoice-issued', number: command.number, file: command.file })
      );
    case 'reverse-invoice':
      if (state.invoice.issuedAt === null) return refuse('INVOICE_NOT_ISSUED');
      if (state.invoice.reversal?.number === command.number) return done();
      if (state.invoice.reversal) return refuse('INVOICE_REVERSED', { number: state.invoice.reversal.number });
      if (state.refund.status !== 'approved') return refuse('INVOICE_NOT_TO_REVERSE');
      return done({ type: 'invoice-reversed', number: command.number });
    case 'post-invoice': {
      if (!isPostedAlone(state, context)) return refuse('INVOICE_NOT_POSTED_ALONE');
      if (state.invoice.issuedAt === null) return refuse('INVOICE_NOT_ISSUED');
      if (state.invoice.parcel) return refuse('INVOICE_POSTED');
      const parcel = checkParcel(command.carrier, command.trackingNumber);
      return 'refusal' in parcel ? parcel : done({ type: 'invoice-posted', ...parcel });
    }
  }
}

/** IT-33, IT-34, IT-35: only a kind that was confirmed in writing, and for a third party the ordinary one only. */
function kindRefusal(invoice: InvoiceData, kinds: Context['facts']['invoiceKinds']): Decision | undefined {
  if (kinds === undefined) return undefined;
  if (kinds === 'not-confirmed') return refuse('INVOICE_KIND_NOT_CONFIRMED');
  return kinds.includes(invoice.kind) ? undefined : refuse('INVOICE_KIND_OTHER', {}, 'invoice.kind');
}

/** A printed invoice that no medium takes along (IT-20). */
export function isPostedAlone(state: ApplicationState, { programme }: Pick<Context, 'programme'>): boolean {
  return programme.invoice.posted && !wayOf(programme, state).includes('delivery');
}

/** IT-20: key and invoice leave together; who paid nothing gets none. */
export function invoiceToEnclose(state: ApplicationState, { programme }: Pick<Context, 'programme'>): boolean {
  return programme.invoice.posted && (state.payment.paidFen ?? 0) > 0 && state.invoice.issuedAt === null;
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

/**
 * Since when finance has all it needs: the data given, and the business completed (JX-38, PA-23). One that is posted with
 * the medium is due from the approval on (IT-20). `null`: not yet.
 */
export function invoiceReadySince(state: ApplicationState, programme: Programme): string | null {
  const { dataAt } = state.invoice;
  const { madeAt } = state.production;
  const completedAt = madeAt ?? (state.stage === 'finished' ? state.stageSince : null);
  const from = programme.invoice.posted ? state.review.passedAt : completedAt;
  if (dataAt === null || from === null || state.payment.paidAt === null) return null;
  return dataAt > from ? dataAt : from;
}

/** Until when the invoice is promised, from both on (JX-38). */
export function invoiceDue(
  state: ApplicationState,
  programme: Programme,
  calendars?: Context['calendars'],
): Date | null {
  const ready = invoiceReadySince(state, programme);
  if (ready === null) return null;
  const since = new Date(ready);
  return addDuration(since, programme.invoice.clock.promise, ownDaysAt(calendars, since));
}

export function evolveInvoice(state: ApplicationState, event: InvoiceEvent, { at }: Recorded): ApplicationState {
  switch (event.type) {
    case 'invoice-data-set':
      return { ...state, invoice: { ...state.invoice, data: event.invoice, dataAt: at } };
    case 'invoice-issued':
      return { ...state, invoice: { ...state.invoice, number: event.number, file: event.file, issuedAt: at } };
    case 'invoice-reversed':
      return { ...state, invoice: { ...state.invoice, reversal: { number: event.number, at } } };
    case 'invoice-posted': {
      const { carrier, trackingNumber } = event;
      return { ...state, invoice: { ...state.invoice, parcel: { carrier, trackingNumber, at } } };
    }
  }
}
