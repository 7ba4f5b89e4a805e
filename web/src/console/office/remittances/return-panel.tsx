import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { NoteField } from '../../../shared/form/index.ts';
import { useFormat } from '../../../shared/format.ts';
import { Facts, Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act } from '../../parts/act.tsx';
import { fenOf } from '../yuan.ts';
import { AFTER_MONEY } from './refresh.ts';
import type { Remittance } from './remittance-page.tsx';
import { TextField } from './text-field.tsx';
import { YuanField } from './yuan-field.tsx';

type Return = Remittance['returns'][number];

/** Money back to the payer: one clerk begins, another pays out. */
export function ReturnPanel({ remittance, acts }: { readonly remittance: Remittance; readonly acts: boolean }) {
  const { t } = useTranslation('console-remittances');
  return (
    <>
      {remittance.returns.map((one) => (
        <OneReturn key={one.id} of={one} acts={acts} />
      ))}
      {acts && remittance.leftFen > 0 && (
        <Panel title={t('return.title')}>
          <BeginReturn remittance={remittance} />
        </Panel>
      )}
    </>
  );
}

function BeginReturn({ remittance }: { readonly remittance: Remittance }) {
  const { t } = useTranslation('console-remittances');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const begin = useCommand(endpoints.remittances.beginReturn, {
    refresh: AFTER_MONEY,
    onSuccess: () => {
      setAmount('');
      setReason('');
    },
  });
  const amountFen = fenOf(amount);
  const complete = amountFen !== null && reason.trim() !== '';
  const give = () => {
    if (amountFen === null || !reason.trim()) return;
    begin.mutate({ params: { id: remittance.id }, body: { amountFen, reason: reason.trim() } });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        give();
      }}
    >
      <p className="quiet">{t('return.text')}</p>
      <YuanField label={t('return.amount')} value={amount} onChange={setAmount} />
      <NoteField label={t('return.reason')} value={reason} onChange={setReason} />
      <ProblemAlert problem={begin.error} />
      <Act why={complete ? null : t('return.incomplete')} loading={begin.isPending} onClick={give}>
        {t('return.go')}
      </Act>
    </form>
  );
}

function OneReturn({ of, acts }: { readonly of: Return; readonly acts: boolean }) {
  const { t } = useTranslation('console-remittances');
  const format = useFormat();
  const [reference, setReference] = useState('');
  const pay = useCommand(endpoints.remittances.payReturn, { refresh: AFTER_MONEY });
  const giveUp = useCommand(endpoints.remittances.giveUpReturn, { refresh: AFTER_MONEY });
  const params = { id: of.id };
  const why = () => {
    if (of.own) return t('return.own');
    return reference.trim() ? null : t('return.noReference');
  };
  return (
    <Panel title={t(`return.of.${of.status}`)}>
      <Facts
        of={[
          [t('amount'), format.fen(of.amountFen)],
          [t('return.reason'), of.reason],
          [t('by'), `${of.by.name} ${format.moment(of.by.at)}`],
          [t('return.paidBy'), of.paidBy && `${of.paidBy.name} ${format.moment(of.paidBy.at)}`],
          [t('reference'), of.reference],
        ]}
      />
      {acts && of.status === 'begun' && (
        <>
          <TextField label={t('return.reference')} value={reference} code onChange={setReference} />
          <ProblemAlert problem={pay.error ?? giveUp.error} />
          <div className="buttons">
            <Act
              primary
              why={why()}
              loading={pay.isPending}
              onClick={() => pay.mutate({ params, body: { reference: reference.trim() } })}
            >
              {t('return.pay')}
            </Act>
            <Act why={null} loading={giveUp.isPending} onClick={() => giveUp.mutate({ params, body: {} })}>
              {t('return.giveUp')}
            </Act>
          </div>
        </>
      )}
    </Panel>
  );
}
