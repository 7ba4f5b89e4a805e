import type { Answer } from '@yinxin/client';
import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { DayInput, Field, Select } from '../../../shared/form/index.ts';
import { Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act } from '../../parts/act.tsx';
import { fenOf } from '../yuan.ts';
import { AFTER_MONEY } from './refresh.ts';
import { TextField } from './text-field.tsx';
import { YuanField } from './yuan-field.tsx';

export type Payees = Answer<typeof endpoints.remittances.payees>['items'];

const EMPTY = { period: '', amount: '', dueOn: '' };

/** Enters a month of the platform fee by hand; unpaid after its day it counts as arrears (IT-19). */
export function DueForm({ organisationId, payees }: { readonly organisationId: string; readonly payees: Payees }) {
  const { t } = useTranslation('console-remittances');
  const [typed, setTyped] = useState(EMPTY);
  const [chosen, setCompany] = useState('');
  const company = chosen || (payees.length === 1 ? (payees[0]?.code ?? '') : '');
  const enter = useCommand(endpoints.remittances.enterDue, { refresh: AFTER_MONEY, onSuccess: () => setTyped(EMPTY) });
  const amountFen = fenOf(typed.amount);
  const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(typed.period);
  const complete = company !== '' && isMonth && amountFen !== null && typed.dueOn !== '';
  const give = () => {
    if (!complete || amountFen === null) return;
    const { period, dueOn } = typed;
    enter.mutate({ params: { id: organisationId }, body: { company, period, amountFen, dueOn } });
  };
  return (
    <Panel title={t('dues.enter')}>
      <form
        className="transfer"
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        <CompanyField payees={payees} value={company} onChange={setCompany} />
        <TextField
          label={t('dues.period')}
          hint={t('dues.periodHint')}
          value={typed.period}
          code
          maxLength={7}
          onChange={(period) => setTyped({ ...typed, period })}
        />
        <YuanField
          label={t('enter.amount')}
          value={typed.amount}
          onChange={(amount) => setTyped({ ...typed, amount })}
        />
        <Field label={t('dues.dueOn')}>
          {(ids) => <DayInput ids={ids} value={typed.dueOn} onChange={(dueOn) => setTyped({ ...typed, dueOn })} />}
        </Field>
        <ProblemAlert problem={enter.error} />
        <Act why={complete ? null : t('dues.incomplete')} loading={enter.isPending} onClick={give}>
          {t('dues.go')}
        </Act>
      </form>
    </Panel>
  );
}

/** Which company. */
export function CompanyField({
  payees,
  value,
  onChange,
}: {
  readonly payees: Payees;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation('console-remittances');
  return (
    <Field label={t('company')}>
      {(ids) => (
        <Select
          ids={ids}
          value={value}
          empty={t('choose')}
          options={payees.map((one) => ({ value: one.code, label: one.name }))}
          onChange={onChange}
        />
      )}
    </Field>
  );
}
