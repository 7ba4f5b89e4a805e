import { type ApplicationView, endpoints, type ProgrammeView } from '@yinxin/contract';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCommand } from '../../shared/api/index.ts';
import { NoteField } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { useLocal } from '../../shared/language/index.ts';
import { Notice, ProblemAlert } from '../../shared/parts/index.ts';
import { useAdoptOrder, useOrderCommand } from '../parts/use-order.ts';
import { wayOf } from '../parts/way.ts';
import { PriceTable } from '../project/price-table.tsx';
import { BankTransfer } from './bank-transfer.tsx';

/** Paying, the result of the last try, and what helps when it does not work (JX-29, JX-34). */
export function PayNow({ view, programme }: { readonly view: ApplicationView; readonly programme: ProgrammeView }) {
  const { t } = useTranslation('order');
  const local = useLocal();
  const format = useFormat();
  const adopt = useAdoptOrder();
  const pay = useCommand(endpoints.applications.pay, { onSuccess: ({ payUrl }) => window.location.assign(payUrl) });
  const account = useCall(endpoints.applications.paymentMeans, {}).data?.transfer;
  const check = useCommand(endpoints.applications.checkPayment, { onSuccess: adopt });
  const { lastFailure, attempts } = view.payment;
  const tried = attempts > 0 || view.paymentState === 'pending';
  const asked = useRef(false);
  const { mutate } = check;
  useEffect(() => {
    // Back from the cashier: ask the bank once by ourselves, its call may still be on the way.
    if (!tried || asked.current) return;
    asked.current = true;
    mutate({ params: { id: view.id } });
  }, [tried, mutate, view.id]);
  return (
    <>
      <p>{t(wayOf(view.stages) === 'review-first' ? 'pay.text' : 'pay.textBefore')}</p>
      <PriceTable lines={view.price.lines} totalFen={view.price.totalFen} />
      {view.paymentState === 'pending' && (
        <Notice kind="wait" title={t('pay.pending')} live="polite">
          <p>{t('pay.pendingNext')}</p>
        </Notice>
      )}
      {lastFailure && (
        <Notice kind="problem" title={local(lastFailure.text)} live="polite">
          <p>{t('pay.failed', { at: format.moment(lastFailure.at) })}</p>
        </Notice>
      )}
      {check.isSuccess && <p role="status">{t('pay.checked')}</p>}
      <ProblemAlert problem={pay.error} />
      <ProblemAlert problem={check.error} />
      {account && <BankTransfer view={view} account={account} />}
      {account === null && (
        <div className="buttons">
          <Button
            type="primary"
            size="large"
            loading={pay.isPending}
            onClick={() => pay.mutate({ params: { id: view.id }, body: { method: 'cashier' } })}
          >
            {t(tried ? 'pay.again' : 'pay.go', { amount: format.fen(view.price.totalFen) })}
          </Button>
          {tried && (
            <Button loading={check.isPending} onClick={() => check.mutate({ params: { id: view.id } })}>
              {t('pay.check')}
            </Button>
          )}
        </div>
      )}
      <PaymentHelp view={view} phone={programme.customerService.phone} way={account ? 'byTransfer' : 'byCashier'} />
    </>
  );
}

/** JX-34: what one can do oneself first, then customer service; the failure is recorded. */
function PaymentHelp({
  view,
  phone,
  way,
}: {
  readonly view: ApplicationView;
  readonly phone: string;
  readonly way: 'byCashier' | 'byTransfer';
}) {
  const { t } = useTranslation('order');
  const [note, setNote] = useState('');
  const report = useOrderCommand();
  return (
    <details className="more">
      <summary>{t('pay.help.title')}</summary>
      <ol>
        <li>{t(`pay.help.${way}.one`)}</li>
        <li>{t(`pay.help.${way}.two`)}</li>
        <li>{t('pay.help.three', { phone })}</li>
      </ol>
      <p>{t(`pay.help.${way}.safe`)}</p>
      {report.isSuccess ? (
        <Notice kind="good" title={t('pay.help.reported')} live="polite" />
      ) : (
        <>
          <NoteField label={t('pay.help.note')} hint={t('pay.help.noteHint')} value={note} onChange={setNote} />
          <ProblemAlert problem={report.error} />
          <Button
            loading={report.isPending}
            disabled={note.trim() === ''}
            onClick={() =>
              report.mutate({
                params: { id: view.id },
                body: { command: { type: 'report-payment-problem', note: note.trim() } },
              })
            }
          >
            {t('pay.help.report')}
          </Button>
        </>
      )}
    </details>
  );
}
