import type { Answer } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { DayInput, Field, NoteField, Select } from '../../../shared/form/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { Notice, Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { useNow } from '../../../shared/session/index.tsx';
import { Act } from '../../parts/act.tsx';
import { Go } from '../../parts/place.tsx';
import { fenOf } from '../yuan.ts';
import { AFTER_MONEY } from './refresh.ts';
import { TextField } from './text-field.tsx';
import { whoseOf } from './whose.ts';
import { YuanField } from './yuan-field.tsx';

const EMPTY = { amount: '', payer: '', account: '', payee: '', reference: '', day: '', remark: '', whose: '' };

/** Enters a remittance found in a company's statement, once under the bank's own number. */
export function RemittanceForm({ payees }: { readonly payees: Answer<typeof endpoints.remittances.payees>['items'] }) {
  const { t } = useTranslation('console-remittances');
  const format = useFormat();
  const now = useNow();
  const [typed, setTyped] = useState(EMPTY);
  const [chosen, setCompany] = useState('');
  const company = chosen || (payees.length === 1 ? (payees[0]?.code ?? '') : '');
  const enter = useCommand(endpoints.remittances.enter, {
    refresh: AFTER_MONEY,
    onSuccess: () => setTyped({ ...EMPTY, day: typed.day }),
  });
  const set = (name: keyof typeof EMPTY) => (value: string) => setTyped({ ...typed, [name]: value });
  const amountFen = fenOf(typed.amount);
  const complete = company && typed.payer.trim() && typed.reference.trim() && typed.day && amountFen !== null;
  function give() {
    if (!complete) return;
    enter.mutate({
      body: {
        company,
        amountFen,
        payerName: typed.payer.trim(),
        ...(typed.account.trim() ? { payerAccount: typed.account.trim() } : {}),
        ...(typed.payee.trim() ? { payeeName: typed.payee.trim() } : {}),
        reference: typed.reference.trim(),
        receivedOn: typed.day,
        remark: typed.remark.trim(),
        whose: typed.whose.trim() ? whoseOf(typed.whose) : null,
      },
    });
  }
  const { data } = enter;
  if (payees.length === 0) {
    return <Notice kind="info" title={t('noCompanies')} />;
  }
  return (
    <Panel title={t('enter.title')}>
      <p className="quiet">{t('enter.text')}</p>
      <form
        className="transfer"
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        <Field label={t('company')}>
          {(ids) => (
            <Select
              ids={ids}
              value={company}
              empty={t('choose')}
              options={payees.map((one) => ({ value: one.code, label: `${one.name} ${one.account}` }))}
              onChange={setCompany}
            />
          )}
        </Field>
        <YuanField label={t('enter.amount')} value={typed.amount} onChange={set('amount')} />
        <TextField label={t('payer')} value={typed.payer} maxLength={120} onChange={set('payer')} />
        <TextField label={t('payerAccount')} value={typed.account} code optional onChange={set('account')} />
        <TextField label={t('reference')} value={typed.reference} code onChange={set('reference')} />
        <Field label={t('receivedOn')}>
          {(ids) => <DayInput ids={ids} last={format.shortDay(now)} value={typed.day} onChange={set('day')} />}
        </Field>
        <TextField label={t('whose')} hint={t('whoseHint')} value={typed.whose} code optional onChange={set('whose')} />
        <TextField
          label={t('payee')}
          hint={t('payeeHint')}
          value={typed.payee}
          maxLength={120}
          optional
          onChange={set('payee')}
        />
        <NoteField label={t('remark')} optional value={typed.remark} onChange={set('remark')} />
        <ProblemAlert problem={enter.error} />
        {data && (
          <Notice
            kind={data.result === 'entered' && data.remittance.state === 'undesignated' ? 'good' : 'wait'}
            title={
              data.result === 'already-known'
                ? t('enter.known', { amount: format.fen(data.remittance.amountFen) })
                : t(`enter.done.${data.remittance.state}`)
            }
            live="polite"
          >
            <p>
              <Go to={`/remittances/${data.remittance.id}`} className="code">
                {data.remittance.reference}
              </Go>
            </p>
          </Notice>
        )}
        <Act primary why={complete ? null : t('enter.incomplete')} loading={enter.isPending} onClick={give}>
          {t('enter.go')}
        </Act>
      </form>
    </Panel>
  );
}
