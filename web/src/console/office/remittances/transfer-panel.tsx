import { endpoints } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../../shared/api/index.ts';
import { Panel, ProblemAlert } from '../../../shared/parts/index.ts';
import { Act } from '../../parts/act.tsx';
import { fenOf, yuanTyped } from '../yuan.ts';
import { AFTER_MONEY } from './refresh.ts';
import type { Remittance } from './remittance-page.tsx';
import { TextField } from './text-field.tsx';
import { YuanField } from './yuan-field.tsx';

/** Transfers what is left to the company it belongs to (IT-28). */
export function TransferPanel({
  remittance,
  to,
}: {
  readonly remittance: Remittance;
  readonly to: { readonly code: string; readonly name: string };
}) {
  const { t } = useTranslation('console-remittances');
  const [amount, setAmount] = useState(yuanTyped(remittance.leftFen));
  const [reference, setReference] = useState('');
  const transfer = useCommand(endpoints.remittances.transfer, { refresh: AFTER_MONEY });
  const amountFen = fenOf(amount);
  const complete = amountFen !== null && reference.trim() !== '';
  const give = () => {
    if (amountFen === null || !reference.trim()) return;
    transfer.mutate({
      params: { id: remittance.id },
      body: { to: to.code, amountFen, reference: reference.trim() },
    });
  };
  return (
    <Panel title={t('transfer.title', { company: to.name })} tone="act">
      <p className="quiet">{t('transfer.text')}</p>
      <form
        className="transfer"
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        <YuanField label={t('transfer.amount')} value={amount} onChange={setAmount} />
        <TextField label={t('transfer.reference')} value={reference} code onChange={setReference} />
        <ProblemAlert problem={transfer.error} />
        <Act why={complete ? null : t('transfer.incomplete')} loading={transfer.isPending} onClick={give}>
          {t('transfer.go')}
        </Act>
      </form>
    </Panel>
  );
}
