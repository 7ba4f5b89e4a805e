import type { StaffApplicationView } from '@yinxin/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoteField } from '../../../shared/form/index.ts';
import { ProblemAlert } from '../../../shared/parts/index.ts';
import { Act, useRefusal } from '../../parts/act.tsx';
import { useOrderCommand } from '../use-order-command.ts';

/** Seal papers found faulty after the certificate was made: ask for supplements, note their arrival (JX-47). */
export function SupplementDesk({ order }: { readonly order: StaffApplicationView }) {
  const { t } = useTranslation('console-order');
  const [note, setNote] = useState('');
  const refusal = useRefusal(order.actions);
  const act = useOrderCommand(order, () => setNote(''));
  const needed = order.supplement.status === 'needed';
  return (
    <details className="inner" open={needed}>
      <summary>{t('supplement.title')}</summary>
      <ProblemAlert problem={act.error} />
      {needed ? (
        <Act
          why={refusal('confirm-supplement')}
          loading={act.isPending}
          onClick={() => act.give({ type: 'confirm-supplement' })}
        >
          {t('supplement.confirm')}
        </Act>
      ) : (
        <>
          <NoteField label={t('supplement.what')} hint={t('supplement.hint')} value={note} onChange={setNote} />
          <Act
            why={refusal('need-supplement') ?? (note.trim() ? null : t('supplement.noteNeeded'))}
            loading={act.isPending}
            onClick={() => act.give({ type: 'need-supplement', note: note.trim() })}
          >
            {t('supplement.ask')}
          </Act>
        </>
      )}
    </details>
  );
}
