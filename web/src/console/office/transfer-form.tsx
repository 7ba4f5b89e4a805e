import { endpoints } from '@yinxin/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../shared/api/index.ts';
import { DayInput, Field } from '../../shared/form/index.ts';
import { useFormat } from '../../shared/format.ts';
import { Notice, Panel, ProblemAlert } from '../../shared/parts/index.ts';
import { useNow } from '../../shared/session/index.tsx';
import { Act } from '../parts/act.tsx';
import { Go } from '../parts/place.tsx';
import { fenOf } from './yuan.ts';

const EMPTY = { number: '', amount: '', reference: '', day: '' };

/** Records a bank transfer found in the statement; what does not fit is kept in suspense and said (JX-34). */
export function TransferForm() {
  const { t } = useTranslation('console-office');
  const format = useFormat();
  const now = useNow();
  const [typed, setTyped] = useState(EMPTY);
  const { payments, ledger, recordTransfer } = endpoints.finance;
  const record = useCommand(recordTransfer, {
    refresh: [payments, ledger, endpoints.consoleApplications.queues],
    onSuccess: () => setTyped(EMPTY),
  });
  const amountFen = fenOf(typed.amount);
  const badAmount = typed.amount !== '' && amountFen === null ? t('transfer.amountRule') : undefined;
  const complete = typed.number.trim() && typed.reference.trim() && typed.day && amountFen !== null;
  const { data } = record;
  const set = (name: keyof typeof EMPTY) => (event: { target: { value: string } }) =>
    setTyped({ ...typed, [name]: event.target.value });
  function give() {
    if (!complete) return;
    const body = { reference: typed.reference.trim(), amountFen, receivedOn: typed.day };
    record.mutate({ body: { applicationNumber: typed.number.trim(), ...body } });
  }
  return (
    <Panel title={t('transfer.title')}>
      <p className="quiet">{t('transfer.text')}</p>
      <form
        className="transfer"
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        <Field label={t('transfer.number')}>
          {(ids) => <Input {...ids} className="code" maxLength={60} value={typed.number} onChange={set('number')} />}
        </Field>
        <Field label={t('transfer.amount')} error={badAmount}>
          {(ids) => <Input {...ids} inputMode="decimal" maxLength={14} value={typed.amount} onChange={set('amount')} />}
        </Field>
        <Field label={t('transfer.reference')}>
          {(ids) => (
            <Input {...ids} className="code" maxLength={60} value={typed.reference} onChange={set('reference')} />
          )}
        </Field>
        <Field label={t('transfer.day')}>
          {(ids) => (
            <DayInput
              ids={ids}
              last={format.shortDay(now)}
              value={typed.day}
              onChange={(day) => setTyped({ ...typed, day })}
            />
          )}
        </Field>
        <ProblemAlert problem={record.error} />
        {data && (
          <Notice
            kind={data.result === 'settled' ? 'good' : 'wait'}
            title={t(`transfer.result.${data.result}`, {
              amount: format.fen(data.amountFen),
              expected: format.fen(data.expectedFen),
            })}
            live="polite"
          >
            <p>
              <Go to={`/orders/${data.applicationId}`} className="code">
                {data.applicationNumber}
              </Go>
            </p>
          </Notice>
        )}
        <Act why={complete ? null : t('transfer.incomplete')} loading={record.isPending} onClick={give}>
          {t('transfer.go')}
        </Act>
      </form>
    </Panel>
  );
}
