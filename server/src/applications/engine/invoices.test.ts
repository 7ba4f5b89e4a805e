import { addDuration, type Programme } from '@yinxin/programme';
import { programmes } from '@yinxin/programmes';
import { describe, expect, test } from 'vitest';
import { noticesOf } from '../effects.ts';
import { applicationView } from '../present/application.ts';
import { heldBy, holder, house, ORGANISATION, Player, worker } from '../testing/player.ts';
import { invoiceDue } from './stages/invoice.ts';
import { tasksOf } from './waiting.ts';

function programme(code: string): Programme {
  const found = programmes.find((one) => one.code === code);
  if (!found) throw new Error(`no programme ${code}`);
  return found;
}
const pa = programme('pingan');
const it = programme('xinchengtong');
const data = { kind: 'e-invoice-general', title: '甲公司', taxNumber: ORGANISATION.creditCode } as const;
const special = { ...data, kind: 'e-invoice-special' } as const;
const issued = { type: 'invoice-issued', number: '26001234567890', file: 'f' } as const;
const view = (order: Player) => applicationView(order.state, order.history, order.context(holder));

/** Invoice data are given while the price is paid. */
const paid = (service: string) => {
  const order = new Player(pa, service, service === 'new' ? {} : { subject: heldBy(pa) }).to('payment');
  return order.do({ type: 'set-invoice', invoice: data });
};

describe('the e-invoice', () => {
  test.each(['new', 'renew', 'reissue'])(
    '[PA-23] of %s is due one to two working days after the business is done',
    (service) => {
      const order = paid(service);
      expect(tasksOf(order.state, order).some(({ queue }) => queue === 'invoices')).toBe(false);
      order.to(service === 'renew' ? 'finished' : 'delivery');
      const done = order.state.production.madeAt ?? order.state.stageSince;
      const task = tasksOf(order.state, order).find(({ queue }) => queue === 'invoices');
      const after = (amount: number) => addDuration(new Date(done), { amount, unit: 'working-days' }).toISOString();
      expect(task).toMatchObject({ target: after(1), promise: after(2) });
      expect(invoiceDue(order.state, pa)?.toISOString()).toBe(after(2));
    },
  );

  test('[PA-23] comes by SMS with a link, is on the order page, and can be fetched from the authority’s account too', () => {
    const order = paid('renew').to('finished');
    order.do(issued, worker('finance'));
    const [notice] = noticesOf(issued, order.state, pa);
    expect(notice).toMatchObject({ template: 'invoice-issued', applicationId: order.state.id });
    const { invoice } = view(order);
    expect(invoice).toMatchObject({ status: 'issued', number: issued.number, hasFile: true });
    expect(invoice.elsewhere?.zh).toContain('微信');
  });

  test('[PA-23] a business without a fee has none', () => {
    const order = new Player(pa, 'change', { subject: heldBy(pa) }).to('papers');
    expect(order.refusal({ type: 'set-invoice', invoice: data }, holder)).toBe('INVOICE_NOT_YET');
  });
});

describe('an invoice that was issued is reversed before the money goes back', () => {
  const refunding = () => {
    const order = paid('new').to('activation');
    order.do(issued, worker('finance', 'f0'));
    order.do({ type: 'enter-refund', note: '不办了', medium: 'returned' }, worker('finance', 'f1'));
    return order.do({ type: 'approve-refund' }, worker('finance', 'f2'));
  };
  const payOut = { type: 'pay-out-refund', reference: 'R1' } as const;

  test('[PA-50] not paid out while it stands; reversed once, under its own number', () => {
    const order = refunding();
    expect(tasksOf(order.state, order).map(({ queue }) => queue)).toEqual(['invoices']);
    expect(order.refusal(payOut, worker('finance', 'f3'))).toBe('INVOICE_TO_REVERSE');
    const reversal = { type: 'reverse-invoice', number: '26009999999999' } as const;
    order.do(reversal, worker('finance', 'f0'));
    expect(order.refusal({ ...reversal, number: '26008888888888' }, worker('finance', 'f0'))).toBe('INVOICE_REVERSED');
    expect(view(order).invoice.status).toBe('reversed');
    order.do(payOut, worker('finance', 'f3'));
    expect(order.state.refund.status).toBe('refunded');
  });

  test('while no refund is approved the invoice stands', () => {
    const order = paid('new').to('activation').do(issued, worker('finance'));
    expect(order.refusal({ type: 'reverse-invoice', number: '26009999999999' }, worker('finance'))).toBe(
      'INVOICE_NOT_TO_REVERSE',
    );
    const none = paid('new').to('activation');
    expect(none.refusal({ type: 'reverse-invoice', number: '26009999999999' }, worker('finance'))).toBe(
      'INVOICE_NOT_ISSUED',
    );
  });

  test('[PA-50] refunded, the account may apply anew', () => {
    const order = refunding();
    order.do({ type: 'reverse-invoice', number: '26009999999999' }, worker('finance', 'f0'));
    order.do(payOut, worker('finance', 'f3'));
    expect(order.state.void?.wrong).toBe('given-up');
    expect(order.refusal({ type: 'activated', mediumSerial: 'YK0001' }, house)).toBe('ORDER_VOID');
  });
});

describe('which kind may be issued', () => {
  const given = (kinds: Player['invoiceKinds'], invoice: typeof data | typeof special) => {
    const order = new Player(it, 'new').to('production').do({ type: 'set-invoice', invoice });
    order.invoiceKinds = kinds;
    return order;
  };

  test('[IT-33] none before the kind was confirmed', () => {
    expect(given('not-confirmed', data).refusal(issued, worker('finance'))).toBe('INVOICE_KIND_NOT_CONFIRMED');
    expect(given(['e-invoice-special'], data).refusal(issued, worker('finance'))).toBe('INVOICE_KIND_OTHER');
    expect(given(['e-invoice-special'], special).refusal(issued, worker('finance'))).toBeUndefined();
  });

  test('[IT-35] a third-party payer is refused the special one, as data and as invoice', () => {
    const ordinary = ['e-invoice-general'] as const;
    const order = new Player(it, 'new').to('production');
    order.invoiceKinds = ordinary;
    expect(order.refusal({ type: 'set-invoice', invoice: special }, holder)).toBe('INVOICE_KIND_OTHER');
    expect(given(ordinary, special).refusal(issued, worker('finance'))).toBe('INVOICE_KIND_OTHER');
    expect(given(ordinary, data).refusal(issued, worker('finance'))).toBeUndefined();
  });
});
